// Package lean has types for what is in every row of a page: words that are the
// same in most rows, and booleans that may be absent. Unlike a string and a *bool
// they are decoded without allocating. The clients have them by their overlays,
// api/client.*.overlay.yaml.
package lean
