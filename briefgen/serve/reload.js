// Added by the preview to each page it shows, and in no file of the site: reloads the page after a build, and says what
// is wrong while the newest input cannot be built.
(() => {
  const shown = document.currentScript.dataset.build;
  let banner = null;

  function tell(problems) {
    banner?.remove();
    banner = null;
    if (problems.length === 0) return;
    banner = document.createElement("div");
    banner.id = "briefgen-problems";
    banner.setAttribute("role", "alert");
    banner.style.cssText =
      "position:fixed;inset:0 0 auto 0;z-index:2147483647;max-height:50vh;overflow:auto;padding:.75rem 1rem;" +
      "background:#8a1020;color:#fff;font:14px/1.4 ui-monospace,monospace;white-space:pre-wrap;overflow-wrap:anywhere";
    banner.textContent =
      "This is the last good build. The newest change cannot be built:\n\n" + problems.join("\n");
    document.body.append(banner);
  }

  new EventSource("/__briefgen__/events").onmessage = (event) => {
    const now = JSON.parse(event.data);
    if (now.build !== null && now.build !== shown) location.reload();
    else tell(now.problems);
  };
})();
