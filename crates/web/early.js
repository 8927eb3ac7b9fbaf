// Before the first paint: the theme and the language that were chosen last, so that nothing flashes; and the files of
// the area that the address leads to, which the app itself would ask for only when it runs.
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

  // Which area stands where is said in src/areas; what is missing here only arrives a little later.
  var files = {{areas}};
  var system = ["audit", "mailbox", "jobs", "settings"];
  var identity = ["sign-in", "register", "forgot-password", "reset-password", "verify-email", "change-password"];
  var at = location.pathname.split("/").filter(Boolean);
  var area = "site";
  if (at[0] === "account" || at[0] === "kit") area = at[0];
  else if (identity.indexOf(at[0]) >= 0) area = "identity";
  else if (at[0] === "admin") {
    if (system.indexOf(at[1]) >= 0) area = "admin_system";
    else if (at[1] === "users") area = "admin_users";
    else if (at[1] === "backups") area = at[2] ? "admin_backup" : "admin_backups";
    else if (at[1] === "inspector") area = at[3] ? "admin_collection" : "admin_inspector";
    else area = "admin";
  }
  (files[area] || []).forEach(function (file) {
    var link = document.createElement("link");
    link.rel = "preload";
    link.as = "fetch";
    link.crossOrigin = "anonymous";
    link.href = file;
    document.head.appendChild(link);
  });
})();
