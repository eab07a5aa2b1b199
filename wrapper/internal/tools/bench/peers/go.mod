// A module of its own, so that nobody who imports the SDK has these clients.
module github.com/confluence-people/go-sdk/wrapper/internal/tools/bench/peers

go 1.26.0

require (
	github.com/confluence-people/go-sdk v0.0.0
	github.com/ctreminiom/go-atlassian/v2 v2.12.0
	github.com/virtomize/confluence-go-api v1.5.1
)

require (
	dario.cat/mergo v1.0.2 // indirect
	github.com/apapsch/go-jsonmerge/v2 v2.0.0 // indirect
	github.com/google/uuid v1.6.0 // indirect
	github.com/magefile/mage v1.14.0 // indirect
	github.com/oapi-codegen/runtime v1.8.0 // indirect
	github.com/tidwall/gjson v1.18.0 // indirect
	github.com/tidwall/match v1.1.1 // indirect
	github.com/tidwall/pretty v1.2.0 // indirect
)

replace github.com/confluence-people/go-sdk => ../../../../..
