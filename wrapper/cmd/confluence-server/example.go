package main

import _ "embed"

// The examples are the seeds for those who bring none.

//go:embed testdata/cloud.json
var cloudExample string

//go:embed testdata/datacenter.json
var datacenterExample string
