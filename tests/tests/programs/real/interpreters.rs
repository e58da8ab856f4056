//! Parsers, tokenizers and interpreters that borrow from their input.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use tests::*;

use crate::fixtures::words;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Row {
    id: u32,
    name: String,
    tags: Vec<String>,
}

fn row(id: u32, name: &str, tags: &str) -> Row {
    Row {
        id,
        name: name.to_owned(),
        tags: words(tags),
    }
}

program! {
    mod tokenizer;

    #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
    enum Token {
        Number(u32),
        Name(String),
        Symbol(char),
    }
    #[resumable(yield = Token)]
    fn tokens(text: String) -> usize {
        let mut chars = text.chars().peekable();
        let mut count = 0;
        while let Some(&c) = chars.peek() {
            if c.is_ascii_digit() {
                let mut n = 0;
                while let Some(d) = chars.peek().and_then(|c| c.to_digit(10)) {
                    n = n * 10 + d;
                    chars.next();
                }
                yield_!(Token::Number(n));
            } else if c.is_alphabetic() {
                let mut name = String::new();
                while let Some(c) = chars.next_if(|c| c.is_alphanumeric()) {
                    name.push(c);
                }
                yield_!(Token::Name(name));
            } else if c.is_whitespace() {
                chars.next();
                continue;
            } else {
                chars.next();
                yield_!(Token::Symbol(c));
            }
            count += 1;
        }
        count
    }
    check tokens("x1 = 42+(y*7)".to_owned());
    check tokens("".to_owned());
}

program! {
    mod state_machine_over_chars;

    #[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
    enum Mode {
        Plain,
        Quoted,
        Escaped,
    }
    #[resumable(yield = String)]
    fn csv(text: String) -> Vec<Vec<String>> {
        let mut rows = Vec::new();
        for line in text.lines() {
            let mut fields = Vec::new();
            let mut field = String::new();
            let mut mode = Mode::Plain;
            let mut chars = line.char_indices().peekable();
            while let Some((at, c)) = chars.next() {
                mode = match (mode, c) {
                    (Mode::Plain, ',') => {
                        yield_!(format!("{at}:{field}"));
                        fields.push(std::mem::take(&mut field));
                        Mode::Plain
                    }
                    (Mode::Plain, '"') => Mode::Quoted,
                    (Mode::Quoted, '"') if matches!(chars.peek(), Some((_, '"'))) => {
                        chars.next();
                        field.push('"');
                        Mode::Quoted
                    }
                    (Mode::Quoted, '"') => Mode::Plain,
                    (Mode::Quoted, '\\') => Mode::Escaped,
                    (Mode::Escaped, c) => {
                        yield_!(format!("escape {c}"));
                        field.push(c);
                        Mode::Quoted
                    }
                    (m, c) => {
                        field.push(c);
                        m
                    }
                };
            }
            fields.push(field);
            yield_!(format!("{} {line}", fields.len()));
            rows.push(fields);
        }
        rows
    }
    check csv("a,\"b,\"\"c\\n\",d\n\nx,y".to_owned());
}

program! {
    mod parser_with_position;

    #[resumable(yield = String)]
    fn parse(src: String) -> Result<i64, String> {
        let bytes = src.as_bytes();
        let mut pos = 0;
        let mut stack: Vec<i64> = Vec::new();
        while let Some(&b) = bytes.get(pos) {
            match b {
                b' ' => pos += 1,
                b'0'..=b'9' => {
                    let start = pos;
                    while bytes.get(pos).is_some_and(u8::is_ascii_digit) {
                        pos += 1;
                    }
                    let number = &src[start..pos];
                    yield_!(number.to_owned());
                    stack.push(number.parse().map_err(|e| format!("{number}: {e}"))?);
                }
                op @ (b'+' | b'*') => {
                    let (Some(r), Some(l)) = (stack.pop(), stack.pop()) else {
                        return Err(format!("empty at {pos}"));
                    };
                    yield_!(format!("{l}{}{r}", op as char));
                    stack.push(if op == b'+' { l + r } else { l * r });
                    pos += 1;
                }
                other => return Err(format!("{} at {pos}", other as char)),
            }
        }
        stack.pop().ok_or_else(|| "nothing".to_owned())
    }
    check parse("1 22 + 3 *".to_owned());
    check parse("1 +".to_owned());
    check parse("1 x".to_owned());
}

program! {
    mod slices_of_bytes;

    #[resumable(yield = Vec<u8>)]
    fn frames(data: Vec<u8>) -> Result<usize, String> {
        let mut at = 0;
        let mut n = 0;
        while at < data.len() {
            let (head, rest) = data[at..].split_at_checked(1).ok_or("short")?;
            let len = head[0] as usize;
            let body = rest
                .get(..len)
                .ok_or_else(|| format!("want {len}, have {}", rest.len()))?;
            yield_!(body.to_vec());
            n += body.iter().filter(|b| **b == 0).count();
            at += 1 + body.len();
        }
        Ok(n)
    }
    check frames(vec![2, 0, 1, 1, 0]);
    check frames(vec![2, 0]);
}

program! {
    mod ini_parser;

    #[resumable(yield = String)]
    fn parse(text: String) -> Result<BTreeMap<String, BTreeMap<String, String>>, String> {
        let mut all: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
        let mut section = String::new();
        for (number, line) in text.lines().enumerate() {
            let line = line.trim();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            if let Some(name) = line.strip_prefix('[').and_then(|l| l.strip_suffix(']')) {
                yield_!(format!("section {name}"));
                section = name.to_owned();
                continue;
            }
            let Some((key, value)) = line.split_once('=') else {
                yield_!(format!("bad line {line}"));
                return Err(format!("line {}: {line}", number + 1));
            };
            let (key, value) = (key.trim(), value.trim());
            yield_!(format!("{key}={value}"));
            all.entry(section.clone())
                .or_default()
                .insert(key.to_owned(), value.to_owned());
        }
        Ok(all)
    }
    check parse("a = 1\n[s]\n# c\n b= 2\n\n[t]\nx=y".to_owned());
    check parse("a = 1\nq\n".to_owned());
}

program! {
    mod json_printer;

    #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
    enum Json {
        Null,
        Num(f64),
        Str(String),
        Arr(Vec<Json>),
        Obj(Vec<(String, Json)>),
    }
    #[resumable(yield = String)]
    fn print(json: Json, indent: usize) -> usize {
        let pad = " ".repeat(indent);
        match &json {
            Json::Null => {
                yield_!(format!("{pad}null"));
                1
            }
            Json::Num(n) => {
                yield_!(format!("{pad}{n}"));
                1
            }
            Json::Str(s) => {
                yield_!(format!("{pad}{s:?}"));
                s.len()
            }
            Json::Arr(items) if items.is_empty() => {
                yield_!(format!("{pad}[]"));
                0
            }
            Json::Arr(items) => {
                yield_!(format!("{pad}["));
                let mut n = 0;
                for item in items {
                    n += print(item.clone(), indent + 1).await;
                }
                yield_!(format!("{pad}]"));
                n
            }
            Json::Obj(fields) => {
                let mut n = 0;
                for (i, (key, value)) in fields.iter().enumerate() {
                    yield_!(format!(
                        "{pad}{key}{}",
                        if i + 1 < fields.len() { "," } else { "" }
                    ));
                    n += print(value.clone(), indent + 1).await + key.len();
                }
                n
            }
        }
    }
    check print(Json::Obj(vec![("a".to_owned(), Json::Arr(vec![Json::Null, Json::Num(1.5), Json::Arr(vec![])])), ("b".to_owned(), Json::Str("x".to_owned()))]), 0);
}

program! {
    mod vm;

    #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
    enum Op {
        Push(i64),
        Add,
        Jump(usize),
        JumpIfZero { target: usize },
        Print(String),
        Halt,
    }
    #[resumable(yield = String, resume = i64)]
    fn run(code: Vec<Op>) -> Result<Vec<i64>, String> {
        let mut stack: Vec<i64> = vec![];
        let mut pc = 0;
        while let Some(op) = code.get(pc) {
            pc += 1;
            match op {
                Op::Push(n) => stack.push(*n),
                Op::Add => {
                    let [.., a, b] = stack[..] else {
                        return Err(format!("{op:?} at {pc}"));
                    };
                    stack.truncate(stack.len() - 2);
                    stack.push(a + b);
                }
                Op::Jump(target) => pc = *target,
                Op::JumpIfZero { target } => {
                    if stack.pop() == Some(0) {
                        pc = *target
                    }
                }
                Op::Print(text) => {
                    let input = yield_!(format!("{text} {:?} {pc}", stack.last()));
                    if let Some(top) = stack.last_mut() {
                        *top += input;
                        yield_!(format!("{text} {top}"));
                        *top += 1;
                    }
                }
                Op::Halt => {
                    yield_!(format!("{op:?}"));
                    break;
                }
            }
        }
        Ok(stack)
    }
    check run(vec![Op::Push(1), Op::Print("a".to_owned()), Op::Push(2), Op::Add, Op::Print("b".to_owned()), Op::Push(0), Op::JumpIfZero { target: 8 }, Op::Add, Op::Halt]) => [5, 0, 7, 0, 0];
    check run(vec![Op::Add]) => [0];
}

program! {
    mod inventory;

    #[resumable(yield = String, resume = u32)]
    fn go(mut stock: BTreeMap<String, Row>, orders: Vec<(String, u32)>) -> (u32, Vec<String>) {
        let mut missing = vec![];
        let mut sold = 0;
        for (name, count) in &orders {
            let Some(item) = stock.get_mut(name) else {
                let answer = yield_!(format!("no {name}, order it?"));
                if answer > 0 {
                    stock.insert(name.clone(), row(answer, name, ""));
                }
                missing.push(name.clone());
                continue;
            };
            let taken = (*count).min(item.id);
            item.id -= taken;
            let extra = yield_!(format!("{name}: {taken} of {count}, left {}", item.id));
            item.id += extra;
            item.tags.push(format!("sold {taken}"));
            sold += taken;
        }
        for (name, item) in stock.iter().filter(|(_, item)| !item.tags.is_empty()) {
            yield_!(format!("{name} {:?}", item.tags));
        }
        (sold, missing)
    }
    check go(BTreeMap::from([("a".to_owned(), row(5, "a", "")), ("b".to_owned(), row(1, "b", ""))]), vec![("a".to_owned(), 2), ("c".to_owned(), 1), ("b".to_owned(), 3), ("c".to_owned(), 1)]) => [1, 4, 0, 2, 0, 0, 0];
}

program! {
    mod retry_with_borrowed_request;

    #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
    struct Request {
        url: String,
        headers: Vec<(String, String)>,
        attempts: u32,
    }
    #[resumable(yield = String, resume = Option<u32>)]
    fn fetch(mut request: Request) -> Result<u32, Request> {
        let Request {
            url,
            headers,
            attempts,
        } = &mut request;
        while *attempts < 3 {
            let agent = headers
                .iter()
                .find(|(name, _)| name == "agent")
                .map(|(_, value)| value.as_str());
            let Some(status) = yield_!(format!("{url} {agent:?} {attempts}")) else {
                *attempts += 1;
                continue;
            };
            if status == 301 {
                url.push('/');
                headers.push(("seen".to_owned(), url.clone()));
                continue;
            }
            if status < 400 {
                return Ok(status + headers.len() as u32);
            }
            *attempts += 1;
        }
        Err(request)
    }
    check fetch(Request { url: "u".to_owned(), headers: vec![("agent".to_owned(), "x".to_owned())], attempts: 0 }) => [None, Some(301), Some(500), Some(200)];
    check fetch(Request { url: "u".to_owned(), headers: vec![], attempts: 1 }) => [None, Some(404), None];
}

program! {
    mod menu;

    #[resumable(yield = String, resume = String)]
    fn menu(options: Vec<(String, Vec<String>)>) -> Vec<String> {
        let mut picked = vec![];
        let mut path: Option<usize> = None;
        loop {
            let answer = match path {
                None => yield_!(
                    options
                        .iter()
                        .map(|(name, _)| name.as_str())
                        .collect::<Vec<_>>()
                        .join("|")
                ),
                Some(at) => {
                    let (name, entries) = &options[at];
                    yield_!(format!("{name}: {}", entries.join("|")))
                }
            };
            match (answer.as_str(), &mut path) {
                ("quit", _) => return picked,
                ("back", slot @ Some(_)) => {
                    *slot = None;
                    yield_!("back".to_owned());
                }
                (text, slot) => match slot {
                    Some(at) => {
                        let (_, entries) = &options[*at];
                        let Some(entry) = entries.iter().find(|e| e.as_str() == text) else {
                            yield_!(format!("no {text}"));
                            continue;
                        };
                        yield_!(format!("picked {entry}"));
                        picked.push(entry.clone());
                    }
                    None => *slot = options.iter().position(|(name, _)| name == text),
                },
            }
        }
    }
    check menu(vec![("a".to_owned(), words("x y")), ("b".to_owned(), words("z"))]) => ["a", "x", "", "q", "", "back", "", "b", "z", "", "quit"].map(String::from);
}
