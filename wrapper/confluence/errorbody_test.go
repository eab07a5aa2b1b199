package confluence_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// The shapes both products answer with, and what is to be read in them.
var faults = map[string]struct {
	status        int
	body          string
	headers       []string
	kind, message string
}{
	"v1, documented": {
		status: 400, kind: "bad request", message: "start cannot be less than zero",
		body: `{"statusCode":400,"data":{"authorized":true,"valid":true,"errors":[],"successful":true},"message":"java.lang.IllegalArgumentException: start cannot be less than zero"}`,
	},
	"v1, older class": {
		status: 404, kind: "not found", message: "No content found with id: 1",
		body: `{"statusCode":404,"data":{"authorized":false,"valid":true,"errors":[],"successful":false},"message":"com.atlassian.confluence.api.service.exceptions.NotFoundException: No content found with id: 1"}`,
	},
	"v1, newer class": {
		status: 403, kind: "forbidden", message: "User not permitted to view user profiles",
		body: `{"statusCode":403,"data":{"authorized":false},"message":"com.atlassian.confluence.api.service.exceptions.api.PermissionException: User not permitted to view user profiles"}`,
	},
	"v1, inner class": {
		status: 400, kind: "bad request", message: "x", body: `{"message":"com.atlassian.Outer$InnerException: x"}`,
	},
	"v1, words in the translation": {
		status: 400, kind: "bad request", message: "A title is needed",
		body: `{"statusCode":400,"data":{"authorized":true,"valid":false,"errors":[{"message":{"translation":"A title is needed","args":[]}}],"successful":false},"message":"com.atlassian.confluence.api.service.exceptions.BadRequestException"}`,
	},
	"v1, words in the key": {
		status: 400, kind: "bad request", message: "title.is.needed; too.long",
		body: `{"statusCode":400,"data":{"errors":[{"message":{"key":"title.is.needed","args":[]}},{"message":{"key":"too.long","args":["a"]}}]},"message":""}`,
	},
	"removed, class alone": {
		status: 404, kind: "gone", message: "removed",
		body: `{"statusCode":404,"data":{"errors":[{"message":{"key":"removed"}}]},"message":"com.atlassian.confluence.api.service.exceptions.api.GoneException"}`,
	},
	"removed": {
		status: 404, kind: "gone", message: "This deprecated endpoint has been removed.",
		body: `{"statusCode":410,"message":"com.atlassian.confluence.api.service.exceptions.api.GoneException: This deprecated endpoint has been removed."}`,
	},
	"bad credential": {
		status: 403, kind: "unauthorized", message: `403 FORBIDDEN "Request rejected because caller cannot access Confluence"`,
		body: `{"statusCode":403,"message":"com.atlassian.confluence.mvc.rest.common.exception.StacklessResponseStatusException: 403 FORBIDDEN \"Request rejected because caller cannot access Confluence\""}`,
	},
	"bad credential, reversed": {
		status: 403, kind: "unauthorized", message: "Current user not permitted to use Confluence",
		body: `{"message":"Current user not permitted to use Confluence","statusCode":403}`,
	},
	"v2 list": {
		status: 405, kind: "", message: "Method not allowed",
		body: `{"errors":[{"status":405,"code":"METHOD_NOT_ALLOWED","title":"Method not allowed","detail":null}]}`,
	},
	"v2, bare": {
		status: 404, kind: "not found", message: "Not Found",
		body: `{"errors":[{"status":404,"code":"NOT_FOUND","title":"Not Found","detail":null}]}`,
	},
	"unknown path, JSON": {
		status: 404, kind: "no route", message: "null for uri",
		body: `{"message":"null for uri: https://confluence.example/base/rest/api/nope?email=jane@example.org","status-code":404}`,
	},
	"unknown path, XML": {
		status: 404, kind: "no route", message: "null for uri",
		body: `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><status><status-code>404</status-code><message>null for uri: https://confluence.example/jane</message></status>`,
	},
	"XML": {
		status: 404, kind: "not found", message: "No such thing",
		body: `<status><status-code>404</status-code><message>com.atlassian.NotFoundException: No such thing</message></status>`,
	},
	"unknown path, HTML": {
		status: 404, kind: "no route", message: "an HTML page: Page Not Found",
		body: "<!DOCTYPE html>\n<html><head><title>\n Page Not Found </title></head></html>",
	},
	"gateway, scope": {
		status: 401, kind: "scope", message: "Unauthorized; scope does not match",
		body: `{"code":401,"message":"Unauthorized; scope does not match"}`,
	},
	"gateway, token": {
		status: 401, kind: "unauthorized", message: "Unauthorized", body: `{"code":401,"message":"Unauthorized"}`,
	},
	"gateway, no such site": {
		status: 404, kind: "no route", message: "No message available",
		body: `{"timestamp":"2026-08-20T10:00:00.000+00:00","status":404,"error":"Not Found","path":"/ex/confluence/jane","message":"No message available"}`,
	},
	"gateway, no such site, no words": {
		status: 404, kind: "no route", message: "Not Found", body: `{"timestamp":1,"status":404,"error":"Not Found","path":"/ex/jane"}`,
	},
	"bearer on the site": {
		status: 403, kind: "unauthorized", message: "Failed to parse Connect Session Auth Token",
		body: `{"error":"Failed to parse Connect Session Auth Token"}`,
	},
	"token endpoint style": {
		status: 400, kind: "bad request", message: "refresh_token is invalid", body: `{"error":"invalid_grant","error_description":"refresh_token is invalid"}`,
	},
	"Tomcat": {
		status: 401, kind: "unauthorized", message: "an HTML page: HTTP Status 401 – Unauthorized",
		body:    `<!doctype html><html lang="en"><head><title>HTTP Status 401 – Unauthorized</title></head><body></body></html>`,
		headers: []string{"Content-Type: text/html", `WWW-Authenticate: OAuth realm="https%3A%2F%2Fsite%2Fwiki"`},
	},
	"maintenance": {
		status: 503, kind: "unavailable", message: "an HTML page: We'll be back & soon", body: "<html><title>We&#39;ll be back &amp; soon</title>",
	},
	"XSRF": {
		status: 403, kind: "xsrf", message: "XSRF check failed. More information at https://confluence.atlassian.com/x/DhpJMQ",
		body: "XSRF check failed. More information at https://confluence.atlassian.com/x/DhpJMQ", headers: []string{"Content-Type: text/plain"},
	},
	"XSRF, older": {status: 404, kind: "xsrf", message: "XSRF check failed", body: "XSRF check failed\n"},
	"password on Cloud": {
		status: 401, kind: "unauthorized", message: "Basic authentication with passwords is deprecated. See https://x",
		body: "Basic authentication with passwords is deprecated. See https://x", headers: []string{"Content-Type: text/plain;charset=UTF-8"},
	},
	"text that is called JSON": {
		status: 400, kind: "bad request", message: "something is wrong", body: "something is wrong\r\n", headers: []string{"Content-Type: application/json"},
	},
	"text with a bracket": {status: 500, kind: "", message: "[maintenance] back soon", body: "[maintenance] back soon"},
	"text with a brace":   {status: 500, kind: "", message: "{oops", body: "{oops"},
	"text in quotes":      {status: 400, kind: "bad request", message: "x y", body: `"java.lang.IllegalArgumentException: x\ny"`},
	"half a quote":        {status: 400, kind: "bad request", message: `"x`, body: `"x`},
	"list of text":        {status: 400, kind: "bad request", message: "a; b", body: `["a",{"message":"b"},3,null]`},
	"byte order mark":     {status: 400, kind: "bad request", message: "x", body: "\ufeff{\"message\":\"x\"}"},
	"compressed":          {status: 404, kind: "not found", message: "", body: "\x1f\x8b\x08\x00\x00\x00\x00\x00rubbish"},
	"Latin-1":             {status: 400, kind: "bad request", message: "Fehler f r Gruppe", body: "Fehler f\xfcr Gruppe"},
	"empty":               {status: 404, kind: "not found", message: "", body: ""},
	"blank":               {status: 404, kind: "not found", message: "", body: " \r\n"},
	"an empty object":     {status: 404, kind: "not found", message: "", body: "{}"},
	"null":                {status: 404, kind: "not found", message: "null", body: "null"},
	"odd types": {
		status: 400, kind: "bad request", message: "b",
		body: `{"message":{"args":[1]},"reason":7,"data":"x","errors":{"title":"b"},"error":true}`,
	},
	"DC, not found": {
		status: 404, kind: "not found", message: "No space with key : x",
		body: `{"statusCode":404,"data":{"authorized":false,"valid":true,"allowedInReadOnlyMode":true,"errors":[],"successful":false},"message":"No space with key : x","reason":"Not Found"}`,
	},
	"DC, errors as an object": {
		status: 400, kind: "bad request", message: "x", body: `{"statusCode":400,"data":{"errors":{"message":"x"}},"message":""}`,
	},
	"DC, Basic is off": {
		status: 403, kind: "unauthorized", message: "Basic Authentication has been disabled on this instance.",
		body: `{"message":"Basic Authentication has been disabled on this instance."}`,
	},
	"DC, rate limit, localised": {status: 429, kind: "rate limited", message: "요청 한도를 초과했습니다.", body: `{"message":"요청 한도를 초과했습니다."}`},
	"DC, no seats":              {status: 402, kind: "license", message: "No seats left", body: `{"statusCode":402,"message":"No seats left","reason":"Payment Required"}`},
	"DC, login failed": {
		status: 403, kind: "unauthorized", message: "an HTML page: Basic Authentication Failure - Reason : AUTHENTICATED_FAILED",
		body:    "<html><head><title>Basic Authentication Failure - Reason : AUTHENTICATED_FAILED</title></head></html>",
		headers: []string{"X-Seraph-LoginReason: AUTHENTICATED_FAILED"},
	},
	"DC, login failed, no words": {status: 403, kind: "unauthorized", body: "", headers: []string{"X-Seraph-LoginReason: AUTHENTICATED_FAILED"}},
	"DC, missing, login failed":  {status: 404, kind: "not found", body: "", headers: []string{"X-Seraph-LoginReason: AUTHENTICATED_FAILED"}},
	"DC, login denied":           {status: 403, kind: "unauthorized", body: "", headers: []string{"X-Seraph-LoginReason: AUTHENTICATION_DENIED"}},
	"DC, captcha":                {status: 403, kind: "unauthorized", body: "", headers: []string{"X-Authentication-Denied-Reason: CAPTCHA_CHALLENGE; login-url=https://x"}},
	"DC, logged in":              {status: 403, kind: "forbidden", body: "", headers: []string{"X-Seraph-LoginReason: OK"}},
	"DC, may not":                {status: 403, kind: "forbidden", body: "", headers: []string{"X-Seraph-LoginReason: AUTHORISATION_FAILED"}},
	"edge, 403":                  {status: 403, kind: "unavailable", message: "an HTML page: ERROR", body: "<html><title>ERROR</title>", headers: []string{"X-Cache: Error from cloudfront"}},
	"edge, 404, empty":           {status: 404, kind: "unavailable", body: "", headers: []string{"x-cache: Error from cloudfront"}},
	"edge, other error":          {status: 400, kind: "bad request", body: "", headers: []string{"X-Cache: Error from cloudfront"}},
	"the service's own error through the edge": {
		status: 404, kind: "not found", message: "No such user", body: `{"statusCode":404,"message":"No such user"}`,
		headers: []string{"X-Cache: Error from cloudfront"},
	},
	"problem document": {
		status: 400, kind: "bad request", message: "limit must be positive",
		body: `{"type":"about:blank","title":"Bad Request","status":400,"detail":"limit must be positive","instance":"/x"}`,
	},
	"problem document, title alone": {status: 409, kind: "conflict", message: "Taken", body: `{"type":"about:blank","title":"Taken","status":409}`},
	"messages":                      {status: 400, kind: "bad request", message: "first; second", body: `{"errorMessages":["first","second"],"errors":{}}`},
	"one message":                   {status: 400, kind: "bad request", message: "No such field", body: `{"errorMessage":"No such field"}`},
	"a map of fields": {
		status: 400, kind: "bad request", message: "email: is not valid; name: is too long",
		body: `{"errors":{"name":"is too long","email":"is not valid"}}`,
	},
	"XSRF failure, HTML": {
		status: 403, kind: "xsrf", message: "an HTML page: Forbidden",
		body: `<html><head><title>Forbidden</title></head><body><p>XSRF check failed</p></body></html>`,
	},
	"an x at the end":  {status: 403, kind: "forbidden", message: "no box", body: `{"message":"no box"}`},
	"NUL first":        {status: 404, kind: "not found", message: "", body: "\x00rubbish"},
	"a path alone":     {status: 404, kind: "not found", message: "x", body: `{"path":"/x","message":"x"}`},
	"a time alone":     {status: 404, kind: "not found", message: "x", body: `{"timestamp":1,"message":"x"}`},
	"a path, no words": {status: 404, kind: "not found", message: "x", body: `{"path":"/x","message":"","errors":["x"]}`},
	"a time, no words": {status: 404, kind: "not found", message: "x", body: `{"timestamp":1,"message":"","errors":["x"]}`},
	"an escaped error": {status: 400, kind: "bad request", message: "Abc", body: `{"error":"\u0041bc"}`},
	"a path, more":     {status: 404, kind: "not found", message: "x", body: `{"path":"/x","message":"x","data":{"a":1}}`},
	"a time, more":     {status: 404, kind: "not found", message: "x", body: `{"timestamp":1,"message":"x","data":{"a":1}}`},
	"an escape, more":  {status: 400, kind: "bad request", message: "Abc", body: `{"message":"\u0041bc","data":{"a":1}}`},
	"spaces within":    {status: 400, kind: "bad request", message: "a b", body: `{"message":"a  b"}`},
	"a space behind":   {status: 400, kind: "bad request", message: "a b", body: `{"message":"a b "}`},
	"a space before":   {status: 400, kind: "bad request", message: "a b", body: `{"message":" a b"}`},
	"an escape first":  {status: 400, kind: "bad request", message: "Abc", body: `{"message":"\u0041bc"}`},
	"deep":             {status: 400, kind: "bad request", message: "x", body: `{"errors":` + strings.Repeat("[", 8) + `"x"` + strings.Repeat("]", 8) + `}`},
	"too deep":         {status: 400, kind: "bad request", message: "", body: `{"errors":` + strings.Repeat("[", 9) + `"x"` + strings.Repeat("]", 9) + `}`},
	"messages, deep":   {status: 400, kind: "bad request", message: "x", body: strings.Repeat(`{"message":`, 9) + `"x"` + strings.Repeat("}", 9)},
	"messages, deeper": {status: 400, kind: "bad request", message: "", body: strings.Repeat(`{"message":`, 10) + `"x"` + strings.Repeat("}", 10)},
	"fields, deep":     {status: 400, kind: "bad request", message: strings.Repeat("a: ", 8) + "x", body: `{"errors":` + strings.Repeat(`{"a":`, 8) + `"x"` + strings.Repeat("}", 8) + `}`},
	"fields, deeper":   {status: 400, kind: "bad request", message: "", body: `{"errors":` + strings.Repeat(`{"a":`, 9) + `"x"` + strings.Repeat("}", 9) + `}`},
	"no offer":         {status: 501, kind: "not implemented", message: "x", body: `{"message":"x"}`},
}

func TestFaults(t *testing.T) {
	t.Parallel()
	for name, c := range faults {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			e := failure(t, reply(c.status, c.body, c.headers...))
			requireKind(t, c.kind, e)
			require.Equal(t, c.message, e.Message)
			require.Equal(t, c.status, e.StatusCode)
			body := strings.ReplaceAll(c.body, "email=jane@example.org", "…") // the query of the request
			require.Equal(t, body, string(e.Body))
		})
	}
}
