import {
  Heading,
  Image,
  type LucideIcon,
  Minus,
  MousePointerClick,
  Pilcrow,
  UnfoldVertical,
} from "lucide-react";
import type { TemplateBlock } from "@/lib/contracts/template-block";

interface BlockType {
  label: string;
  icon: LucideIcon;
  fresh: TemplateBlock;
}

/** The kinds of blocks, in the order in which they are offered. */
export const BLOCK_TYPES: Record<TemplateBlock["type"], BlockType> = {
  heading: { label: "Heading", icon: Heading, fresh: { type: "heading", text: "", level: 2 } },
  paragraph: { label: "Paragraph", icon: Pilcrow, fresh: { type: "paragraph", text: "" } },
  button: {
    label: "Button",
    icon: MousePointerClick,
    fresh: { type: "button", text: "Open", url: "https://" },
  },
  image: { label: "Image", icon: Image, fresh: { type: "image", url: "https://", alt: "", width: null } },
  divider: { label: "Divider", icon: Minus, fresh: { type: "divider" } },
  spacer: { label: "Spacer", icon: UnfoldVertical, fresh: { type: "spacer", height: 24 } },
};
export const BLOCK_NAMES = Object.keys(BLOCK_TYPES) as readonly TemplateBlock["type"][];
