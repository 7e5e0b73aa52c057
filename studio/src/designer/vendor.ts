// The files of the package elsa-studio-wasm, in the order in which they must run (Monaco before Blazor; MudBlazor declares top-level
// names, so nothing of ours may be a global script before it). The web fonts of the package's own page are left out: nothing is asked
// of another host.
const styles = [
  "_content/MudBlazor/MudBlazor.min.css",
  "_content/CodeBeam.MudBlazor.Extensions/MudExtensions.min.css",
  "_content/Radzen.Blazor/css/material-base.css",
  "_content/Elsa.Studio.Shell/css/shell.css",
  "Elsa.Studio.Host.CustomElements.styles.css",
];

const scripts = [
  "_content/BlazorMonaco/jsInterop.js",
  "_content/BlazorMonaco/lib/monaco-editor/min/vs/loader.js",
  "_content/BlazorMonaco/lib/monaco-editor/min/vs/editor/editor.main.js",
  "_content/MudBlazor/MudBlazor.min.js",
  "_content/CodeBeam.MudBlazor.Extensions/MudExtensions.min.js",
  "_content/Radzen.Blazor/Radzen.Blazor.js",
];

// Fetches and starts the runtime, which takes longest; it asks the others for nothing before an element is in the page.
const runtime = "_framework/blazor.webassembly.js";

let loading: Promise<void> | null = null;

/** Loads Elsa Studio into the page, once: pages that show no workflow do not pay for it. */
export function loadStudio(): Promise<void> {
  loading ??= load().catch((error: unknown) => {
    loading = null;
    throw error;
  });
  return loading;
}

/** Whether a page of Studio is at an address. */
export function isStudioAddress(path: string): boolean {
  return /^\/workflows\/(definitions(\/[^/]+\/edit)?|instances(\/[^/]+\/view)?)$/.test(path);
}

/** Begins to load Elsa Studio before it is wanted. Whoever wants it hears of what went wrong. */
export function startStudio(): void {
  loadStudio().catch(() => undefined);
}

async function load(): Promise<void> {
  const added = [addScript(runtime, true), ...scripts.map((src) => addScript(src)), ...styles.map(addStyle)];
  await Promise.all(added);
  await customElements.whenDefined("elsa-workflow-definition-editor");
}

function addStyle(href: string): Promise<void> {
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = `/${href}`;
  return added(link);
}

function addScript(src: string, soon = false): Promise<void> {
  const script = document.createElement("script");
  script.src = `/${src}`;
  // Fetched side by side, run in this order (HTML: "list of scripts that will execute in order as soon as possible").
  script.async = soon;
  return added(script);
}

function added(element: HTMLLinkElement | HTMLScriptElement): Promise<void> {
  return new Promise((resolve, reject) => {
    element.addEventListener("load", () => {
      resolve();
    });
    element.addEventListener("error", () => {
      reject(
        new Error(
          `A part of Elsa Studio did not load: ${element.getAttribute("src") ?? element.getAttribute("href") ?? ""}`,
        ),
      );
    });
    document.head.append(element);
  });
}
