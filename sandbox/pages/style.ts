/** One stylesheet for all pages. Colours meet 4.5:1 in both schemes. */
export const style = `
:root {
  color-scheme: light dark;
  --bg: #f6f7f9; --card: #ffffff; --text: #16181d; --muted: #565d6b; --line: #d9dde4;
  --accent: #3346c8; --on-accent: #ffffff; --good: #17692f; --bad: #b3261e; --warn: #7a4b00;
  --warn-bg: #fff3d6; --good-bg: #e3f5e8; --bad-bg: #fde9e7;
}
@media (prefers-color-scheme: dark) {
  :root {
    --bg: #111318; --card: #1a1d24; --text: #e8eaf0; --muted: #a4abba; --line: #333845;
    --accent: #aab6ff; --on-accent: #10142b; --good: #7fd99a; --bad: #ff9f97; --warn: #ffcf7a;
    --warn-bg: #33280f; --good-bg: #15301d; --bad-bg: #3a1917;
  }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--bg); color: var(--text); font: 15px/1.5 system-ui, sans-serif; }
a { color: var(--accent); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 4px; }
.skip { position: absolute; left: -999px; }
.skip:focus { left: 1rem; top: .5rem; background: var(--card); padding: .5rem; }
.notice { margin: 0; background: var(--warn-bg); color: var(--warn); padding: .4rem 1rem; text-align: center; font-weight: 600; }
header nav { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; align-items: baseline; max-width: 72rem; margin: 0 auto; padding: .9rem 1rem 0; }
header strong { font-size: 1.05rem; }
header [aria-current] { font-weight: 700; text-decoration: none; color: var(--text); }
main { max-width: 72rem; margin: 0 auto; padding: 1rem; display: grid; gap: 1rem; grid-template-columns: minmax(0, 1fr); }
main.narrow { max-width: 34rem; }
h1 { font-size: 1.5rem; line-height: 1.25; margin: .25rem 0; overflow-wrap: anywhere; }
h2 { font-size: 1.1rem; margin: 0 0 .5rem; }
h3 { font-size: 1rem; margin: .75rem 0 .25rem; }
p { margin: .4rem 0; }
section { background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: 1rem; min-width: 0; }
.columns { display: grid; gap: 1rem; grid-template-columns: repeat(auto-fit, minmax(min(100%, 20rem), 1fr)); }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .9rem; }
th, td { text-align: left; padding: .4rem .75rem .4rem 0; border-bottom: 1px solid var(--line); vertical-align: top; }
th { color: var(--muted); font-weight: 600; white-space: nowrap; }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; padding-right: 1.5rem; }
tr:last-child td { border-bottom: 0; }
time, code { white-space: nowrap; } dd code { white-space: normal; }
code, pre { font: .85rem/1.45 ui-monospace, monospace; }
pre { overflow-x: auto; white-space: pre-wrap; overflow-wrap: anywhere; margin: .5rem 0; }
@media (max-width: 40rem) { td time { white-space: normal; } }
.muted { color: var(--muted); }
.big { font-size: clamp(1.5rem, 6vw, 2rem); font-weight: 700; font-variant-numeric: tabular-nums; line-height: 1.2; }
.tag { display: inline-block; padding: 0 .5rem; border-radius: 999px; font-size: .8rem; font-weight: 600; border: 1px solid var(--line); white-space: nowrap; }
.tag.good { color: var(--good); background: var(--good-bg); }
.tag.bad { color: var(--bad); background: var(--bad-bg); }
.tag.warn { color: var(--warn); background: var(--warn-bg); }
.alert { border-radius: 8px; padding: .6rem .8rem; }
.alert.bad { color: var(--bad); background: var(--bad-bg); }
.alert.good { color: var(--good); background: var(--good-bg); }
form.row { display: flex; flex-wrap: wrap; gap: .6rem; align-items: end; }
form.inline { display: inline-block; }
form.stack label { grid-template-columns: minmax(0, 1fr); }
form.stack { display: grid; grid-template-columns: minmax(0, 1fr); gap: .8rem; margin: .6rem 0; }
label { min-width: 0; max-width: 100%; display: grid; grid-template-columns: minmax(0, max-content); gap: .2rem; font-size: .85rem; font-weight: 600; color: var(--muted); }
input, select, button, .button { font: inherit; color: var(--text); background: var(--card); border: 1px solid var(--muted); border-radius: 7px; padding: .45rem .65rem; max-width: 100%; }
input, select { font-weight: 400; min-height: 2.4rem; }
input[readonly] { background: var(--bg); border-style: dashed; }
button, .button { cursor: pointer; font-weight: 600; text-decoration: none; display: inline-block; text-align: center; }
button.primary, .button.primary { background: var(--accent); color: var(--on-accent); border-color: var(--accent); }
button.small { padding: .2rem .5rem; font-size: .85rem; }
.actions { display: flex; flex-wrap: wrap; gap: .5rem; align-items: center; }
.total { display: flex; justify-content: space-between; gap: 1rem; font-weight: 700; font-size: 1.15rem; border-top: 1px solid var(--line); padding-top: .6rem; margin-top: .6rem; }
ul.plain { list-style: none; padding: 0; margin: 0; display: grid; gap: .35rem; grid-template-columns: minmax(0, 1fr); overflow-wrap: anywhere; }
dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: .2rem 1rem; margin: 0; }
dt { color: var(--muted); font-weight: 600; } dd { margin: 0; overflow-wrap: anywhere; }
iframe { width: 100%; height: 34rem; border: 1px solid var(--line); border-radius: 8px; background: #fff; }
ul.mails { list-style: none; margin: 0; padding: 0; }
ul.mails li { border-bottom: 1px solid var(--line); } ul.mails li:last-child { border: 0; }
ul.mails a { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 0 1rem; padding: .6rem 0; color: inherit; text-decoration: none; }
ul.mails a:hover .subject { text-decoration: underline; }
.subject { font-weight: 600; overflow-wrap: anywhere; }
`;
