export { cx as cn } from "class-variance-authority";
