/// The window around the panels: rail, banners, status bar, theme.
package dev.understudy.console.shell;
