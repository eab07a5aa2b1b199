package main

import (
	"fmt"
	"os"

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

// contractOf reads our contract of a product, from a file if one is named.
func contractOf(product, file string) (*openapi3.T, error) {
	if file != "" {
		return published(file)
	}
	contract := api.Cloud()
	if product == dataCenter {
		contract = api.Datacenter()
	}
	ours, err := openapi3.NewLoader().LoadFromData([]byte(contract))
	if err != nil {
		return nil, fmt.Errorf("our contract: %w", err)
	}
	return ours, nil
}

// published reads a published file. It is taken as it comes: what is published
// does not always pass validation.
func published(file string) (*openapi3.T, error) {
	data, err := os.ReadFile(file) //nolint:gosec // a file the caller names
	if err != nil {
		return nil, err
	}
	theirs, err := openapi3.NewLoader().LoadFromData(data)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	if theirs.Paths.Len() == 0 {
		return nil, fmt.Errorf("%s: describes no operations", file)
	}
	return theirs, nil
}
