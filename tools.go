//go:build tools || generate

// Package tools pins the generator and says how it is run: "go generate ./..."
// or "make generate", from this folder. It writes everything below gen but
// gen/internal, and all of that is outside the compatibility promise: programs
// build on the packages below wrapper.
package tools

import (
	_ "github.com/oapi-codegen/oapi-codegen/v2/cmd/oapi-codegen"
)

//go:generate go run github.com/oapi-codegen/oapi-codegen/v2/cmd/oapi-codegen -config api/client.cloud.yaml -package cloud -generate types,client -o gen/cloud/client.gen.go api/cloud.yaml
//go:generate go run github.com/oapi-codegen/oapi-codegen/v2/cmd/oapi-codegen -config oapi-codegen.yaml -package server -generate types,std-http,strict-server -o gen/cloud/server/server.gen.go api/cloud.yaml
//go:generate go run ./gen/internal/optable -package cloud -o gen/cloud/operations.gen.go -points api/cloud.yaml
//go:generate go run ./gen/internal/optable -scopes -package cloud -o gen/cloud/scopes.gen.go api/cloud.yaml

//go:generate go run github.com/oapi-codegen/oapi-codegen/v2/cmd/oapi-codegen -config api/client.datacenter.yaml -package datacenter -generate types,client -o gen/datacenter/client.gen.go api/datacenter.yaml
//go:generate go run github.com/oapi-codegen/oapi-codegen/v2/cmd/oapi-codegen -config oapi-codegen.yaml -package server -generate types,std-http,strict-server -o gen/datacenter/server/server.gen.go api/datacenter.yaml
//go:generate go run ./gen/internal/optable -package datacenter -o gen/datacenter/operations.gen.go api/datacenter.yaml

//go:generate go run github.com/oapi-codegen/oapi-codegen/v2/cmd/oapi-codegen -config oapi-codegen.yaml -package control -generate types,std-http,strict-server -o gen/control/control.gen.go api/control.yaml
