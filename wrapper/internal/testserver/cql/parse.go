package cql

import "strings"

// deepest is how many parentheses and NOTs may be open at once.
const deepest = 100

// Parse reads a query on these fields. The functions can stand for values.
func Parse(query string, fields map[string]Field, functions ...string) (Query, error) {
	tokens, err := lex(query)
	if err != nil {
		return Query{}, err
	}
	p := &parser{tokens: tokens, fields: fields, functions: functions}
	q, err := p.or()
	if err == nil && p.peek().kind != end {
		err = errSyntax
	}
	return q, err
}

type parser struct {
	tokens    []token
	fields    map[string]Field
	functions []string
	open      int
}

func (p *parser) peek() token { return p.tokens[0] }

// take returns the next token; the end stays.
func (p *parser) take() token {
	t := p.tokens[0]
	if t.kind != end {
		p.tokens = p.tokens[1:]
	}
	return t
}

// or reads what OR joins. AND binds tighter.
func (p *parser) or() (Query, error) {
	joined, err := p.joined("or", p.and)
	if len(joined) == 1 {
		return joined[0], err
	}
	return Query{any: joined}, err
}

func (p *parser) and() (Query, error) {
	joined, err := p.joined("and", p.not)
	if len(joined) == 1 {
		return joined[0], err
	}
	return Query{all: joined}, err
}

func (p *parser) joined(by string, read func() (Query, error)) ([]Query, error) {
	var all []Query
	for {
		q, err := read()
		if err != nil {
			return nil, err
		}
		all = append(all, q)
		if !p.peek().is(by) {
			return all, nil
		}
		p.take()
	}
}

// not reads a condition, or a query in parentheses, that may be negated.
func (p *parser) not() (Query, error) {
	if p.open++; p.open > deepest {
		return Query{}, errSyntax
	}
	defer func() { p.open-- }()
	switch t := p.peek(); {
	case t.is("not"), t.isMark("!"):
		p.take()
		q, err := p.not()
		return Query{not: &q}, err
	case t.isMark("("):
		p.take()
		q, err := p.or()
		if err == nil && !p.take().isMark(")") {
			err = errSyntax
		}
		return q, err
	}
	return p.condition()
}

// condition reads a field, an operator and what it is compared with.
func (p *parser) condition() (Query, error) {
	field := p.take()
	if field.kind != word || isKeyword(field) {
		return Query{}, errSyntax
	}
	c := Condition{Field: strings.ToLower(field.text)}
	operator, negated, several, err := p.operator()
	if err != nil {
		return Query{}, err
	}
	c.Operator = operator
	if several {
		c.Values, err = p.list()
	} else {
		c.Values = make([]Value, 1)
		c.Values[0], err = p.value()
	}
	if err != nil {
		return Query{}, err
	}
	switch of, known := p.fields[c.Field]; {
	case !known:
		return Query{}, FieldError(field.text)
	case operator != of.Operator || !of.allows(c.Values):
		return Query{}, errSyntax
	}
	q := Query{leaf: &c}
	if negated {
		return Query{not: &q}, nil
	}
	return q, nil
}

// operator reads one. Those that no field of people has are empty.
func (p *parser) operator() (operator string, negated, several bool, err error) {
	switch t := p.take(); {
	case t.isMark("="), t.isMark("~"):
		return t.text, false, false, nil
	case t.isMark("!="), t.isMark("!~"):
		return t.text[1:], true, false, nil
	case t.isMark("<"), t.isMark("<="), t.isMark(">"), t.isMark(">="):
		return "", false, false, nil
	case t.is("in"):
		return "=", false, true, nil
	case t.is("not") && p.peek().is("in"):
		p.take()
		return "=", true, true, nil
	}
	return "", false, false, errSyntax
}

func (p *parser) list() ([]Value, error) {
	if !p.take().isMark("(") {
		return nil, errSyntax
	}
	var values []Value
	for {
		value, err := p.value()
		if err != nil {
			return nil, err
		}
		values = append(values, value)
		switch t := p.take(); {
		case t.isMark(")"):
			return values, nil
		case !t.isMark(","):
			return nil, errSyntax
		}
	}
}

func (p *parser) value() (Value, error) {
	t := p.take()
	switch {
	case t.kind == quoted:
		return Value{Text: t.text}, nil
	case t.kind != word || isKeyword(t):
		return Value{}, errSyntax
	case !p.peek().isMark("("):
		return Value{Text: t.text}, nil
	}
	p.take()
	for _, function := range p.functions {
		if t.is(function) && p.take().isMark(")") {
			return Value{Text: function, Function: true}, nil
		}
	}
	return Value{}, errSyntax
}

// isKeyword reports whether a word needs quotes to be a value.
func isKeyword(t token) bool { return t.is("and") || t.is("or") || t.is("not") || t.is("in") }
