import { useEffect } from "react";
import { useLocation } from "wouter";

/** Studio's links to workflows are plain ones: follows them inside the page, so that Studio need not start anew. */
export function StudioLinks() {
  const [, navigate] = useLocation();
  useEffect(() => {
    const follow = (event: MouseEvent) => {
      const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
      const plain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey;
      // The console's own links have been followed by now.
      if (event.defaultPrevented || link === null || !plain || link.getAttribute("target") === "_blank") return;
      const url = new URL((link as HTMLAnchorElement).href);
      if (url.origin !== window.location.origin || !url.pathname.startsWith("/workflows/")) return;
      event.preventDefault();
      navigate(url.pathname + url.search);
    };
    document.addEventListener("click", follow);
    return () => {
      document.removeEventListener("click", follow);
    };
  }, [navigate]);
  return null;
}
