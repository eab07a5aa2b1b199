package datacentertest

import (
	"net/http"

	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/respond"
)

// The pages that a browser logs in on. The header that asks for a CAPTCHA leads to
// the first.
const (
	loginPage  = "/login.action"
	loginWrite = "/dologin.action"
)

// mostForm is how large a form may be.
const mostForm = 64 << 10

// loginForm is as much of the page as it takes to log in.
const loginForm = `<!doctype html><html lang="en"><head><title>Log In - Confluence</title></head><body><h1>Log in</h1>` +
	`<form method="post" action="dologin.action"><label>Username <input name="os_username"></label> ` +
	`<label>Password <input name="os_password" type="password"></label> <button>Log in</button></form></body></html>`

// serveLogin serves the login of a browser, by which a user who has to solve a
// CAPTCHA gets back in: whoever knows the password is taken to have solved it. It
// begins no session. It reports false for any other address.
func (s *Server) serveLogin(w http.ResponseWriter, r *http.Request, below string) bool {
	switch {
	case below == loginPage && (r.Method == http.MethodGet || r.Method == http.MethodHead):
		w.Header().Set("Content-Type", "text/html;charset=UTF-8")
		_, _ = w.Write([]byte(loginForm)) // the client may be gone
	case below == loginWrite && r.Method == http.MethodPost:
		r.Body = http.MaxBytesReader(w, r.Body, mostForm)
		if err := r.ParseForm(); err != nil {
			respond.HTML(http.StatusBadRequest, "HTTP Status 400 – Bad Request").Write(w)
			return true
		}
		s.login(r.PostForm.Get("os_username"), r.PostForm.Get("os_password")).Write(w)
	default:
		return false
	}
	return true
}

// login responds with a page of 200 in any case, as the product does.
func (s *Server) login(username, password string) *respond.Error {
	defer s.locked()()
	u := s.store.userByName(username)
	switch {
	case u == nil || u.disabled:
	case u.proves(password):
		u.failures, u.lastLogin = 0, s.store.Clock.Now()
		page := respond.HTML(http.StatusOK, "Dashboard - Confluence")
		page.Header = map[string]string{"X-Seraph-LoginReason": "OK", "X-AUSERNAME": u.username}
		return page
	default:
		u.failures++
	}
	page := respond.HTML(http.StatusOK, "Log In - Confluence", "Sorry, your username and/or password are incorrect. Please try again.")
	page.Header = map[string]string{"X-Seraph-LoginReason": "AUTHENTICATED_FAILED", "X-AUSERNAME": "anonymous"}
	return page
}
