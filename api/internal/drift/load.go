package main

import (
	"fmt"

	"github.com/getkin/kin-openapi/openapi3"

	"github.com/confluence-people/go-sdk/api"
)

// The products, by the names of their flags and of their parts of known.yaml.
const (
	cloudV1    = "v1"
	cloudV2    = "v2"
	dataCenter = "dc"
)

func products() []string { return []string{cloudV1, cloudV2, dataCenter} }

// loadPair reads our contract of a product and the published file. The latter
// is taken as it comes: what is published does not always pass validation.
func loadPair(product, file string) (ours, theirs *openapi3.T, err error) {
	contract := api.Cloud()
	if product == dataCenter {
		contract = api.Datacenter()
	}
	if ours, err = openapi3.NewLoader().LoadFromData([]byte(contract)); err != nil {
		return nil, nil, fmt.Errorf("our contract: %w", err)
	}
	if theirs, err = openapi3.NewLoader().LoadFromFile(file); err != nil {
		return nil, nil, fmt.Errorf("%s: %w", file, err)
	}
	if theirs.Paths.Len() == 0 {
		return nil, nil, fmt.Errorf("%s: describes no operations", file)
	}
	return ours, theirs, nil
}
