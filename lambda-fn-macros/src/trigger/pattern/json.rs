//! JSON, as far as a pattern needs it: read with the place of the first mistake, and with keys that are there twice.

use std::iter::Peekable;
use std::str::Chars;

pub(super) enum Json {
    Null,
    Bool(bool),
    /// As it is written.
    Number(String),
    String(String),
    Array(Vec<Json>),
    Object(Vec<(String, Json)>),
}

impl Json {
    /// What it is, in words.
    pub(super) fn kind(&self) -> &'static str {
        match self {
            Self::Null => "`null`",
            Self::Bool(_) => "a boolean",
            Self::Number(_) => "a number",
            Self::String(_) => "a string",
            Self::Array(_) => "a list",
            Self::Object(_) => "an object",
        }
    }

    /// What it is, as it is written where that is short.
    pub(super) fn shown(&self) -> String {
        match self {
            Self::Null => "null".to_owned(),
            Self::Bool(value) => value.to_string(),
            Self::Number(number) => number.clone(),
            Self::String(text) => format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"")),
            Self::Array(_) => "[…]".to_owned(),
            Self::Object(_) => "{…}".to_owned(),
        }
    }
}

/// Deeper than any event, and far from the end of the stack.
const MAX_DEPTH: usize = 64;

pub(super) fn parse(text: &str) -> Result<Json, String> {
    let mut reader = Reader { text, rest: text.chars().peekable(), depth: 0 };
    let value = reader.value()?;
    reader.space();
    match reader.rest.peek() {
        None => Ok(value),
        Some(_) => Err(reader.expected("the end")),
    }
}

struct Reader<'a> {
    text: &'a str,
    rest: Peekable<Chars<'a>>,
    depth: usize,
}

type Read<T> = Result<T, String>;

impl Reader<'_> {
    fn value(&mut self) -> Read<Json> {
        self.space();
        match self.rest.peek().copied() {
            Some('{') => self.nested(Self::object),
            Some('[') => self.nested(Self::array),
            Some('"') => self.string().map(Json::String),
            Some('t') => self.word("true", Json::Bool(true)),
            Some('f') => self.word("false", Json::Bool(false)),
            Some('n') => self.word("null", Json::Null),
            Some('-' | '0'..='9') => self.number(),
            _ => Err(self.expected("a value")),
        }
    }

    fn nested(&mut self, read: impl FnOnce(&mut Self) -> Read<Json>) -> Read<Json> {
        if self.depth == MAX_DEPTH {
            return Err(format!("it is nested more than {MAX_DEPTH} deep"));
        }
        self.depth += 1;
        self.rest.next();
        let value = read(self);
        self.depth -= 1;
        value
    }

    fn object(&mut self) -> Read<Json> {
        let mut fields = Vec::new();
        self.space();
        if self.takes('}') {
            return Ok(Json::Object(fields));
        }
        loop {
            self.space();
            if self.rest.peek() != Some(&'"') {
                return Err(self.expected("a key in double quotes"));
            }
            let key = self.string()?;
            self.space();
            if !self.takes(':') {
                return Err(self.expected("`:`"));
            }
            fields.push((key, self.value()?));
            self.space();
            match self.rest.next_if(|sign| matches!(sign, ',' | '}')) {
                Some(',') => {}
                Some(_) => return Ok(Json::Object(fields)),
                None => return Err(self.expected("`,` or `}`")),
            }
        }
    }

    fn array(&mut self) -> Read<Json> {
        let mut values = Vec::new();
        self.space();
        if self.takes(']') {
            return Ok(Json::Array(values));
        }
        loop {
            values.push(self.value()?);
            self.space();
            match self.rest.next_if(|sign| matches!(sign, ',' | ']')) {
                Some(',') => {}
                Some(_) => return Ok(Json::Array(values)),
                None => return Err(self.expected("`,` or `]`")),
            }
        }
    }

    fn string(&mut self) -> Read<String> {
        self.rest.next();
        let mut text = String::new();
        loop {
            match self.rest.peek().copied() {
                None => return Err(self.expected("`\"`")),
                Some('"') => {
                    self.rest.next();
                    return Ok(text);
                }
                Some('\\') => text.push(self.escape()?),
                Some(sign) if sign < ' ' => return Err(self.expected("`\"`")),
                Some(sign) => {
                    self.rest.next();
                    text.push(sign);
                }
            }
        }
    }

    fn escape(&mut self) -> Read<char> {
        self.rest.next();
        let escaped = match self.rest.peek().copied() {
            Some(sign @ ('"' | '\\' | '/')) => sign,
            Some('b') => '\u{8}',
            Some('f') => '\u{c}',
            Some('n') => '\n',
            Some('r') => '\r',
            Some('t') => '\t',
            Some('u') => return self.unicode(),
            _ => return Err(self.expected("one of `\"\\/bfnrtu` behind `\\`")),
        };
        self.rest.next();
        Ok(escaped)
    }

    /// `\u00e9`, or a pair of surrogates.
    fn unicode(&mut self) -> Read<char> {
        let first = self.four_digits()?;
        let code = match first {
            0xd800..=0xdbff if self.rest.clone().take(2).eq(['\\', 'u']) => {
                self.rest.next();
                let second = self.four_digits()?;
                0x1_0000 + ((first - 0xd800) << 10) + second.wrapping_sub(0xdc00) % 0x400
            }
            code => code,
        };
        // half a pair is nothing that a pattern could match
        Ok(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER))
    }

    fn four_digits(&mut self) -> Read<u32> {
        self.rest.next();
        let mut code = 0;
        for _ in 0..4 {
            match self.rest.peek().and_then(|digit| digit.to_digit(16)) {
                Some(digit) => code = code * 16 + digit,
                None => return Err(self.expected("four hexadecimal digits behind `\\u`")),
            }
            self.rest.next();
        }
        Ok(code)
    }

    fn word(&mut self, word: &str, value: Json) -> Read<Json> {
        for sign in word.chars() {
            if !self.takes(sign) {
                return Err(self.expected(&format!("`{word}`")));
            }
        }
        Ok(value)
    }

    fn number(&mut self) -> Read<Json> {
        let mut number = String::new();
        number.extend(self.rest.next_if_eq(&'-'));
        match self.rest.peek() {
            Some('0') => number.extend(self.rest.next()),
            _ => self.digits(&mut number)?,
        }
        if let Some(point) = self.rest.next_if_eq(&'.') {
            number.push(point);
            self.digits(&mut number)?;
        }
        if let Some(exponent) = self.rest.next_if(|sign| matches!(sign, 'e' | 'E')) {
            number.push(exponent);
            number.extend(self.rest.next_if(|sign| matches!(sign, '+' | '-')));
            self.digits(&mut number)?;
        }
        Ok(Json::Number(number))
    }

    fn digits(&mut self, number: &mut String) -> Read<()> {
        let start = number.len();
        while let Some(digit) = self.rest.next_if(char::is_ascii_digit) {
            number.push(digit);
        }
        match number.len() > start {
            true => Ok(()),
            false => Err(self.expected("a digit")),
        }
    }

    fn takes(&mut self, sign: char) -> bool {
        self.rest.next_if_eq(&sign).is_some()
    }

    fn space(&mut self) {
        while self.rest.next_if(|sign| matches!(sign, ' ' | '\t' | '\n' | '\r')).is_some() {}
    }

    /// What is missing, and where: the line only in a pattern of several.
    fn expected(&self, what: &str) -> String {
        let read = self.text.chars().count() - self.rest.clone().count();
        let before: String = self.text.chars().take(read).collect();
        let line = before.matches('\n').count() + 1;
        let column = before.chars().rev().take_while(|sign| *sign != '\n').count() + 1;
        let place = match self.text.contains('\n') {
            true => format!("line {line}, column {column}"),
            false => format!("column {column}"),
        };
        match self.rest.clone().next() {
            Some(found) if found.is_control() => {
                format!("expected {what} at {place}, found `{}`", found.escape_debug())
            }
            Some(found) => format!("expected {what} at {place}, found `{found}`"),
            None => format!("expected {what} at its end"),
        }
    }
}
