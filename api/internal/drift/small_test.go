package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// small is a description of our own in the hands of somebody who publishes it.
// The contracts may change as they like: nothing here reads them.
const small = `openapi: 3.0.3
info: {title: Small, version: 1.0.0}
servers:
  - url: https://{host}
    variables: {host: {default: example.com}}
paths:
  /rest/api/user:
    get:
      operationId: getUser
      summary: Get a user
      description: One user. Needs read:people.
      security:
        - basic: []
        - oauth: [read:users]
      x-atlassian-oauth2-scopes:
        - {state: Current, scopes: [read:users]}
        - {state: Beta, scopes: [read:people]}
      parameters:
        - {name: name, in: query, required: true, description: Who., schema: {type: string, maxLength: 9}}
        - name: expand
          in: query
          schema: {type: array, items: {type: string, enum: [groups, icon]}}
      responses:
        '200':
          description: The user.
          headers:
            X-Count: {description: How many., schema: {type: integer}}
          content:
            application/json:
              schema: {$ref: '#/components/schemas/User'}
        '404':
          description: None.
          content:
            application/json:
              schema: {$ref: '#/components/schemas/Error'}
    put:
      operationId: updateUser
      security: [{}]
      requestBody:
        required: true
        content:
          application/json:
            schema: {$ref: '#/components/schemas/User'}
      responses:
        '204': {description: Done.}
  /rest/api/group/{name}/member/{user}:
    delete:
      operationId: removeMember
      security: [{basic: []}]
      parameters:
        - {name: name, in: path, required: true, schema: {type: string}}
        - {name: user, in: path, required: true, schema: {type: string}}
      responses:
        '204': {description: Done.}
components:
  securitySchemes:
    basic: {type: http, scheme: basic}
    oauth:
      type: oauth2
      flows:
        authorizationCode:
          authorizationUrl: https://example.com/authorize
          tokenUrl: https://example.com/token
          scopes: {read:users: Read users.}
  schemas:
    User:
      type: object
      required: [name]
      properties:
        name: {type: string, description: Login name.}
        age: {type: integer, default: 1, minimum: 0}
        groups: {type: array, items: {type: string}}
        icon: {$ref: '#/components/schemas/Icon'}
        other: {oneOf: [{type: string}, {type: object, properties: {id: {type: string}}}]}
    Icon:
      type: object
      additionalProperties: {type: string}
      properties:
        path: {type: string}
    Error:
      type: object
      properties:
        message: {type: string}
`

// edited is a text with words replaced, each once: old, new, old, new.
func edited(t *testing.T, text string, edits ...string) string {
	t.Helper()
	for i := 0; i < len(edits); i += 2 {
		require.Equal(t, 1, strings.Count(text, edits[i]), "%s must be there once", edits[i])
		text = strings.Replace(text, edits[i], edits[i+1], 1)
	}
	return text
}

// drift runs the command and returns what it printed.
func drift(t *testing.T, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	var out, problems bytes.Buffer
	code = run(args, &out, &problems)
	return code, out.String(), problems.String()
}

// against compares a published text with the small one, or with another.
func against(t *testing.T, ours, theirs string, args ...string) (code int, lines []string) {
	t.Helper()
	args = append([]string{"-ours", write(t, ours), "-dc", write(t, theirs), "-known", write(t, "{}")}, args...)
	code, stdout, stderr := drift(t, args...)
	require.Empty(t, stderr)
	return code, news(stdout)
}

func write(t *testing.T, text string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "file")
	require.NoError(t, os.WriteFile(file, []byte(text), 0o600))
	return file
}

// news returns the lines above the known deviations, spaces joined, without the
// product.
func news(stdout string) []string {
	above, _, _ := strings.Cut(stdout, "\nknown:")
	var lines []string
	for line := range strings.Lines(above) {
		if line = strings.Join(strings.Fields(line), " "); line != "" {
			lines = append(lines, strings.TrimPrefix(line, "dc "))
		}
	}
	return lines
}
