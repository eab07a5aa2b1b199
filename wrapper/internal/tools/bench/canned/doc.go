// Package canned has what the sides of a comparison are answered with: bodies as
// Confluence Cloud writes them, and a transport that costs next to nothing.
package canned
