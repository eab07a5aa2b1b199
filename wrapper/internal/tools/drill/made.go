package main

// property is one of a schema.
func property(name string) string {
	return "        " + name + ":\n          type: string\n          description: A drill.\n"
}

// parameter is one of a query.
func parameter(name, more string) string {
	return "        - name: " + name + "\n          in: query\n" + more + "          description: A drill.\n          schema:\n            type: string\n"
}

// listing is an operation that lists in pages, under an address with a value.
func listing(path, page string) string {
	return "  " + path + `:
    get:
      operationId: getDrill
      tags:
        - Groups
      summary: Drill
      description: A drill.
      security:
        - basicAuth: []
      parameters:
        - name: drillId
          in: path
          required: true
          description: A drill.
          schema:
            type: string
        - name: start
          in: query
          description: A drill.
          schema:
            type: integer
            format: int32
        - name: limit
          in: query
          description: A drill.
          schema:
            type: integer
            format: int32
      responses:
        '200':
          description: A drill.
          content:
            application/json:
              schema:
                $ref: '#/components/schemas/` + page + `'
`
}

// handler serves what listing describes, with a failure.
func handler(product, pkg string) string {
	return `package ` + pkg + `

import (
	"context"
	"errors"

	"github.com/confluence-people/go-sdk/gen/` + product + `/server"
)

// GetDrill is a drill.
func (handlers) GetDrill(context.Context, server.GetDrillRequestObject) (server.GetDrillResponseObject, error) {
	return nil, errors.New("a drill")
}
`
}
