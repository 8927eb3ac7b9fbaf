// Before the first paint: the theme and the language that were chosen last, so that nothing flashes; and the files of
// the page that the address leads to, which the app itself would ask for only when it runs.
(function () {
  var root = document.documentElement;
  try {
    var theme = localStorage.getItem("avenue.theme");
    if (theme === "light" || theme === "dark") root.dataset.theme = theme;
    var language = localStorage.getItem("avenue.language");
    if (language === "es" || language === "en") root.lang = language;
    else if ((navigator.language || "").toLowerCase().indexOf("en") === 0) root.lang = "en";
  } catch (error) {
    // Storage may be closed to us; the system's theme and Spanish hold then.
  }

  // The longest address of early.json that this one begins with; `*` stands for any part.
  var files = {{files}};
  var at = location.pathname.split("/").filter(Boolean);
  var best = "";
  Object.keys(files).forEach(function (page) {
    var fits = page.split("/").every(function (part, index) {
      return at[index] && (part === "*" || part === at[index]);
    });
    if (fits && page.length > best.length) best = page;
  });
  (files[best] || []).forEach(function (file) {
    var link = document.createElement("link");
    link.rel = "preload";
    link.as = "fetch";
    link.crossOrigin = "anonymous";
    link.href = file;
    document.head.appendChild(link);
  });
})();
