// Before the first paint: the theme and the language that were chosen last, so that nothing flashes.
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
})();
