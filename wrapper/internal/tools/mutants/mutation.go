package main

import (
	"cmp"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"strings"
)

// status is what became of a mutant.
type status int

const (
	notCovered status = iota // no test runs the line, or none that was tried yet
	lived                    // tests run the line and notice nothing
	killed                   // a test fails
	broken                   // it does not compile
)

// mutant is one way to break one line.
type mutant struct {
	Package, File, Func string
	Line, Column        int
	Is, Becomes         string // the line without the space around it

	ran     token.Position // what a profile counts in its place
	content string         // the whole file, broken
	status  status
	known   *entry // of known.yaml, or nil
}

// String says where a mutant is and what it does.
func (m *mutant) String() string {
	return fmt.Sprintf("%s:%d %s\n    %s\n    %s", m.File, m.Line, m.Func, m.Is, m.Becomes)
}

func compare(a, b *mutant) int {
	return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column), cmp.Compare(a.Becomes, b.Becomes))
}

// operators are what the mutators of gremlins that are on by default make of an
// operator.
func operators(kind string) map[string]string {
	switch kind {
	case "ARITHMETIC_BASE":
		return map[string]string{"+": "-", "-": "+", "*": "/", "/": "*", "%": "*"}
	case "CONDITIONALS_BOUNDARY":
		return map[string]string{">=": ">", ">": ">=", "<=": "<", "<": "<="}
	case "CONDITIONALS_NEGATION":
		return map[string]string{"==": "!=", "!=": "==", "<=": ">", ">": "<=", "<": ">=", ">=": "<"}
	case "INCREMENT_DECREMENT":
		return map[string]string{"++": "--", "--": "++"}
	case "INVERT_NEGATIVES":
		return map[string]string{"-": "+"}
	}
	return nil
}

// source is a file of Go.
type source struct {
	name  string
	lines []string
	set   *token.FileSet
	file  *ast.File
}

func parse(name string) (*source, error) {
	content, err := os.ReadFile(name) //nolint:gosec // a file of this tree
	if err != nil {
		return nil, err
	}
	s := &source{name: name, lines: strings.SplitAfter(string(content), "\n"), set: token.NewFileSet()}
	s.file, err = parser.ParseFile(s.set, name, content, parser.SkipObjectResolution)
	return s, err
}

// mutant changes the operator at a place. Lines and columns count from 1, columns in bytes.
func (s *source) mutant(kind string, line, column int) (*mutant, error) {
	if line > len(s.lines) || column > len(s.lines[line-1]) {
		return nil, fmt.Errorf("%s:%d:%d is not in the file", s.name, line, column)
	}
	old := s.lines[line-1]
	before, rest := old[:column-1], old[column-1:]
	for _, size := range []int{2, 1} {
		if len(rest) < size {
			continue
		}
		by, ok := operators(kind)[rest[:size]]
		if !ok {
			continue
		}
		lines := append([]string(nil), s.lines...)
		lines[line-1] = before + by + rest[size:]
		return &mutant{
			File: s.name, Func: s.function(line), Line: line, Column: column, ran: s.counted(line, column),
			Is: strings.TrimSpace(old), Becomes: strings.TrimSpace(lines[line-1]), content: strings.Join(lines, ""),
		}, nil
	}
	return nil, fmt.Errorf("%s:%d:%d: no operator for %s", s.name, line, column, kind)
}

// function is the name of the function that a line is in, with that of its receiver's type.
func (s *source) function(line int) string {
	for _, decl := range s.file.Decls {
		f, ok := decl.(*ast.FuncDecl)
		if !ok || line < s.set.Position(f.Pos()).Line || line > s.set.Position(f.End()).Line {
			continue
		}
		if f.Recv == nil {
			return f.Name.Name
		}
		receiver := f.Recv.List[0].Type
		if star, ok := receiver.(*ast.StarExpr); ok {
			receiver = star.X
		}
		if generic, ok := receiver.(*ast.IndexExpr); ok {
			receiver = generic.X
		}
		return fmt.Sprint(receiver) + "." + f.Name.Name
	}
	return ""
}

// counted is the place that a profile counts for another. It counts no conditions of
// cases, which run if their switch does and no case before them holds.
func (s *source) counted(line, column int) token.Position {
	at := s.set.File(s.file.FileStart).LineStart(line) + token.Pos(column-1)
	counted := at
	ast.Inspect(s.file, func(n ast.Node) bool {
		statement, ok := n.(*ast.SwitchStmt)
		if !ok {
			return true
		}
		for _, clause := range statement.Body.List {
			for _, condition := range clause.(*ast.CaseClause).List {
				if condition.Pos() <= at && at < condition.End() {
					counted = statement.Pos()
				}
			}
		}
		return true
	})
	return s.set.Position(counted)
}
