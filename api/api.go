// Package api holds the OpenAPI descriptions everything else is made from. It
// embeds their bytes and depends on nothing.
package api

import _ "embed"

//go:embed cloud.yaml
var cloud string

// Cloud returns the description of Confluence Cloud's people operations.
func Cloud() string { return cloud }

//go:embed datacenter.yaml
var datacenter string

// Datacenter returns the description of Confluence Data Center's people
// operations.
func Datacenter() string { return datacenter }

//go:embed control.yaml
var control string

// Control returns the description of the API that steers the test servers. No
// Confluence has it.
func Control() string { return control }
