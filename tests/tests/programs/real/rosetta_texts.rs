//! Tasks on texts of the kind that are collected with solutions in every language.

use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, VecDeque};
use tests::*;

program! {
    mod bottles_of_beer;

    fn bottles(n: u32) -> String {
        match n {
            0 => "no more bottles".to_owned(),
            1 => "1 bottle".to_owned(),
            n => format!("{n} bottles"),
        }
    }

    #[resumable(yield = String)]
    fn sing(from: u32) {
        for n in (1..=from).rev().collect::<Vec<_>>() {
            yield_!(format!("{} of beer on the wall, {} of beer.", bottles(n), bottles(n)));
            yield_!(format!("Take one down and pass it around, {} of beer on the wall.", bottles(n - 1)));
        }
        yield_!("Go to the store and buy some more.".to_owned());
    }

    check sing(3);
}

program! {
    mod balanced_brackets;

    #[resumable(yield = (usize, char))]
    fn balanced(text: String) -> Result<usize, (usize, char)> {
        let mut open = Vec::new();
        let mut deepest = 0;
        for (at, bracket) in text.chars().enumerate().collect::<Vec<_>>() {
            match bracket {
                '(' | '[' | '{' => {
                    open.push(bracket);
                    deepest = deepest.max(open.len());
                }
                ')' | ']' | '}' => {
                    yield_!((open.len(), bracket));
                    let expected = match open.pop() {
                        Some('(') => ')',
                        Some('[') => ']',
                        Some('{') => '}',
                        _ => return Err((at, bracket)),
                    };
                    if bracket != expected {
                        return Err((at, expected));
                    }
                }
                _ => continue,
            }
        }
        if let Some(left) = open.pop() {
            yield_!((open.len(), left));
            return Err((text.len(), left));
        }
        Ok(deepest)
    }

    check balanced("([]{x})".to_owned());
    check balanced("([)]".to_owned());
    check balanced("())".to_owned());
    check balanced("(()".to_owned());
}

program! {
    mod luhn;

    #[resumable(yield = u32)]
    fn luhn(number: String) -> bool {
        let mut sum = 0;
        let mut double = false;
        for digit in number.chars().rev().collect::<VecDeque<_>>() {
            let Some(mut n) = digit.to_digit(10) else { return false };
            if double {
                n *= 2;
                if n > 9 {
                    n -= 9;
                }
            }
            double = !double;
            sum += n;
            yield_!(sum);
        }
        sum % 10 == 0
    }

    check luhn("49927398716".to_owned());
    check luhn("1234567812345678".to_owned());
    check luhn("12a4".to_owned());
}

program! {
    mod roman_numerals;

    const NUMERALS: [(u32, &str); 13] = [
        (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"),
        (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
    ];

    #[resumable(yield = (u32, String))]
    fn roman(mut n: u32) -> String {
        let mut text = String::new();
        let mut i = 0;
        while n > 0 {
            let (value, numeral) = NUMERALS[i];
            if n >= value {
                n -= value;
                text += numeral;
                yield_!((n, text.clone()));
            } else {
                i += 1;
            }
        }
        text
    }

    check roman(1994);
    check roman(38);
}

program! {
    mod look_and_say;

    #[resumable(yield = String)]
    fn look_and_say(mut term: String, times: u32) -> usize {
        for _ in 0..times {
            yield_!(term.clone());
            let mut next = String::new();
            let digits = term.chars().collect::<Vec<_>>();
            for run in digits.chunk_by(|a, b| a == b) {
                next += &format!("{}{}", run.len(), run[0]);
            }
            term = next;
        }
        term.len()
    }

    check look_and_say("1".to_owned(), 6);
}

program! {
    mod run_length_encoding;

    #[resumable(yield = (char, u32))]
    fn encode(text: String) -> String {
        let mut encoded = String::new();
        let mut letters = VecDeque::from_iter(text.chars());
        while let Some(letter) = letters.pop_front() {
            let mut count = 1;
            while letters.front() == Some(&letter) {
                letters.pop_front();
                count += 1;
            }
            yield_!((letter, count));
            encoded.push_str(&format!("{count}{letter}"));
        }
        encoded
    }

    check encode("WWWWBWWBBB".to_owned());
    check encode(String::new());
    check encode("a".to_owned());
}

program! {
    mod reverse_polish_calculator;

    #[resumable(yield = (String, Vec<f64>))]
    fn calculate(input: String) -> Result<f64, String> {
        let mut stack: Vec<f64> = vec![];
        for token in input.split_whitespace().map(str::to_owned).collect::<Vec<_>>() {
            if let Ok(number) = token.parse() {
                stack.push(number);
            } else {
                let (Some(b), Some(a)) = (stack.pop(), stack.pop()) else {
                    return Err(format!("{token} needs two operands"));
                };
                stack.push(match token.as_str() {
                    "+" => a + b,
                    "-" => a - b,
                    "*" => a * b,
                    "/" if b == 0.0 => return Err("division by zero".to_owned()),
                    "/" => a / b,
                    "^" => a.powf(b),
                    other => return Err(format!("unknown operator {other}")),
                });
            }
            yield_!((token, stack.clone()));
        }
        let result = stack.pop().ok_or("nothing to calculate")?;
        if stack.is_empty() { Ok(result) } else { Err(format!("{} left over", stack.len())) }
    }

    check calculate("3 4 2 * 1 5 - 2 3 ^ ^ / +".to_owned());
    check calculate("1 +".to_owned());
    check calculate("1 0 /".to_owned());
    check calculate("1 2".to_owned());
    check calculate("1 2 ?".to_owned());
    check calculate(String::new());
}

program! {
    mod shunting_yard;

    fn precedence(operator: char) -> u32 {
        match operator {
            '^' => 4,
            '*' | '/' => 3,
            '+' | '-' => 2,
            _ => 0,
        }
    }

    #[resumable(yield = String)]
    fn to_postfix(infix: String) -> String {
        let mut output = String::new();
        let mut operators = vec![];
        for token in infix.chars().filter(|c| !c.is_whitespace()).collect::<Vec<char>>() {
            match token {
                '0'..='9' => output.push(token),
                '(' => operators.push(token),
                ')' => {
                    while let Some(operator) = operators.pop() {
                        if operator == '(' {
                            break;
                        }
                        output.push(operator);
                    }
                }
                _ => {
                    while let Some(&top) = operators.last() {
                        let pops = precedence(top) > precedence(token) || precedence(top) == precedence(token) && token != '^';
                        if !pops {
                            break;
                        }
                        output.push(top);
                        operators.pop();
                    }
                    operators.push(token);
                }
            }
            yield_!(format!("{token} {output} {}", operators.iter().collect::<String>()));
        }
        while let Some(operator) = operators.pop() {
            output.push(operator);
            yield_!(output.clone());
        }
        output
    }

    check to_postfix("3 + 4 * 2 / ( 1 - 5 ) ^ 2 ^ 3".to_owned());
}

program! {
    mod tokenizer_with_escapes;

    #[resumable(yield = String)]
    fn tokenize(text: String, separator: char, escape: char) -> Result<usize, String> {
        let mut tokens = 0;
        let mut current = String::new();
        let mut escaped = false;
        for letter in text.chars().collect::<Vec<_>>() {
            if escaped {
                current.push(letter);
                escaped = false;
            } else if letter == escape {
                escaped = true;
            } else if letter == separator {
                tokens += 1;
                yield_!(std::mem::take(&mut current));
            } else {
                current.push(letter);
            }
        }
        if escaped {
            return Err(format!("{current} ends with an escape"));
        }
        yield_!(current);
        Ok(tokens + 1)
    }

    check tokenize("one^|uno||three^^^^|four^^^|^cuatro|".to_owned(), '|', '^');
    check tokenize("a|b^".to_owned(), '|', '^');
}

program! {
    mod tokenizer_by_states;

    #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
    enum State {
        Blank,
        Word(String),
        Number(u64),
        Text { quote: char, text: String },
    }

    #[resumable(yield = String, resume = Option<char>)]
    fn tokens() -> Result<u32, State> {
        let mut state = State::Blank;
        let mut count = 0;
        let mut found = String::new();
        loop {
            let next = yield_!(std::mem::take(&mut found));
            state = match (state, next) {
                (State::Blank, Some(' ')) => State::Blank,
                (State::Blank, Some(quote @ ('"' | '\''))) => State::Text { quote, text: String::new() },
                (State::Blank, Some(digit)) if digit.is_ascii_digit() => State::Number(u64::from(digit) - 48),
                (State::Blank, Some(letter)) => State::Word(letter.to_string()),
                (State::Blank, None) => return Ok(count),
                (State::Number(n), Some(digit)) if digit.is_ascii_digit() => State::Number(n * 10 + u64::from(digit) - 48),
                (State::Text { quote, text }, Some(end)) if end == quote => {
                    count += 1;
                    found = format!("text {text}");
                    State::Blank
                }
                (State::Text { quote, mut text }, Some(letter)) => {
                    text.push(letter);
                    State::Text { quote, text }
                }
                (State::Word(mut word), Some(letter)) if letter != ' ' => {
                    word.push(letter);
                    State::Word(word)
                }
                (State::Word(word), _) => {
                    count += 1;
                    found = format!("word {word}");
                    State::Blank
                }
                (State::Number(n), Some(' ') | None) => {
                    count += 1;
                    found = format!("number {n}");
                    State::Blank
                }
                (other, _) => return Err(other),
            };
        }
    }

    check tokens() => "let x = 'a b' 42 ".chars().map(Some).chain([None]).collect::<Vec<_>>();
    check tokens() => "12a".chars().map(Some).collect::<Vec<_>>();
    check tokens() => "'a".chars().map(Some).chain([None]).collect::<Vec<_>>();
}

program! {
    mod levenshtein;

    #[resumable(yield = Vec<usize>)]
    fn distance(a: String, b: String) -> usize {
        let b = b.chars().collect::<Vec<_>>();
        let mut row: Vec<usize> = (0..=b.len()).collect();
        for (i, x) in a.chars().collect::<Vec<_>>().into_iter().zip(1..).map(|(x, i)| (i, x)).collect::<Vec<_>>() {
            let mut diagonal = row[0];
            row[0] = i;
            for j in 0..b.len() {
                let cost = if x == b[j] { diagonal } else { 1 + diagonal.min(row[j]).min(row[j + 1]) };
                diagonal = row[j + 1];
                row[j + 1] = cost;
            }
            yield_!(row.clone());
        }
        row[b.len()]
    }

    check distance("kitten".to_owned(), "sitting".to_owned());
}

program! {
    mod word_count;

    #[resumable(yield = (String, usize), resume = Option<String>)]
    fn count_words() -> BTreeMap<String, usize> {
        let mut counts = BTreeMap::new();
        let mut last = (String::new(), 0);
        while let Some(line) = yield_!(last.clone()) {
            for word in line.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
                let count = counts.entry(word.to_lowercase()).or_insert(0);
                *count += 1;
                last = (word.to_owned(), *count);
            }
        }
        counts
    }

    check count_words() => [
        Some("The quick brown fox, the lazy dog.".to_owned()), Some(String::new()), Some("The end".to_owned()), None,
    ];
}

program! {
    mod best_shuffle_and_caesar;

    fn shift(letter: char, by: u8) -> char {
        match letter {
            'a'..='z' => ((letter as u8 - b'a' + by) % 26 + b'a') as char,
            'A'..='Z' => ((letter as u8 - b'A' + by) % 26 + b'A') as char,
            other => other,
        }
    }

    #[resumable(yield = String, resume = u8)]
    fn caesar(text: String) -> String {
        let mut by = 0;
        let mut encoded = text.clone();
        while by < 26 {
            by += yield_!(encoded);
            encoded = text.chars().map(|letter| shift(letter, by % 26)).collect();
        }
        encoded
    }

    check caesar("The Quick, Brown fox!".to_owned()) => [3, 10, 13];
}
