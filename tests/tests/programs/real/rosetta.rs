//! Tasks of the kind that are collected with solutions in every language.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use serde::{Deserialize, Serialize};
use tests::*;

program! {
    mod hundred_doors;

    #[resumable(yield = (usize, usize))]
    fn doors(count: usize) -> Vec<usize> {
        let mut open = vec![false; count + 1];
        for pass in 1..=count {
            let mut door = pass;
            let mut toggled = 0;
            while door <= count {
                open[door] = !open[door];
                toggled += 1;
                door += pass;
            }
            yield_!((pass, toggled));
        }
        open.iter().enumerate().filter_map(|(door, open)| open.then_some(door)).collect()
    }

    check doors(20);
}

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
    mod hailstone;

    #[resumable(yield = u64)]
    fn hailstone(mut n: u64) -> (usize, u64) {
        let mut length = 1;
        let mut highest = n;
        yield_!(n);
        while n != 1 {
            n = if n % 2 == 0 { n / 2 } else { 3 * n + 1 };
            length += 1;
            if n > highest {
                highest = n;
            }
            yield_!(n);
        }
        (length, highest)
    }

    check hailstone(27);
    check hailstone(1);
}

program! {
    mod towers_of_hanoi;

    #[resumable(yield = (u32, char, char))]
    fn hanoi(disks: u32, from: char, to: char, via: char) -> u32 {
        if disks == 0 {
            return 0;
        }
        let before = hanoi(disks - 1, from, via, to).await;
        yield_!((disks, from, to));
        let after = hanoi(disks - 1, via, to, from).await;
        before + 1 + after
    }

    check hanoi(4, 'a', 'c', 'b');
}

program! {
    mod hanoi_without_recursion;

    #[resumable(yield = (usize, usize))]
    fn hanoi(disks: u32) -> usize {
        let mut pegs: [Vec<u32>; 3] = [(1..=disks).rev().collect(), vec![], vec![]];
        let mut moves = 0;
        let turns = if disks % 2 == 0 { [(0, 1), (0, 2), (1, 2)] } else { [(0, 2), (0, 1), (1, 2)] };
        while pegs[2].len() < disks as usize {
            let (a, b) = turns[moves % 3];
            let (from, to) = match (pegs[a].last(), pegs[b].last()) {
                (Some(x), Some(y)) if x > y => (b, a),
                (None, Some(_)) => (b, a),
                _ => (a, b),
            };
            let disk = pegs[from].pop().unwrap();
            pegs[to].push(disk);
            moves += 1;
            yield_!((from, to));
        }
        moves
    }

    check hanoi(4);
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
    mod pascals_triangle;

    #[resumable(yield = Vec<u32>)]
    fn triangle(rows: usize) -> u32 {
        let mut row = vec![1];
        for n in 1..rows {
            yield_!(row.clone());
            let mut next = vec![1; n + 1];
            for i in 1..n {
                next[i] = row[i - 1] + row[i];
            }
            row = next;
        }
        row.iter().sum()
    }

    check triangle(6);
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
    mod gray_code;

    #[resumable(yield = String)]
    fn gray(bits: usize) -> u32 {
        let mut previous = 0_u32;
        for n in 0..1_u32 << bits {
            let code = n ^ (n >> 1);
            yield_!(format!("{code:0bits$b} {}", (code ^ previous).count_ones()));
            previous = code;
        }
        previous
    }

    check gray(3);
}

program! {
    mod josephus;

    #[resumable(yield = u32)]
    fn josephus(prisoners: u32, step: usize) -> u32 {
        let mut circle: VecDeque<u32> = (0..prisoners).collect();
        while circle.len() > 1 {
            for _ in 1..step {
                let first = circle.pop_front().unwrap();
                circle.push_back(first);
            }
            let executed = circle.pop_front().expect("someone is left");
            yield_!(executed);
        }
        circle[0]
    }

    check josephus(7, 3);
    check josephus(1, 2);
}

program! {
    mod bulls_and_cows;

    #[resumable(yield = String, resume = String)]
    fn bulls_and_cows(secret: String) -> usize {
        let mut tries = 0;
        let mut answer = "guess".to_owned();
        loop {
            let guess = yield_!(answer);
            if guess.len() != secret.len() || !guess.bytes().all(|b| b.is_ascii_digit()) {
                answer = format!("not {} digits", secret.len());
                continue;
            }
            tries += 1;
            if guess == secret {
                break;
            }
            let bulls = guess.chars().zip(secret.chars()).filter(|(a, b)| a == b).count();
            let cows = guess.chars().filter(|&c| secret.contains(c)).count() - bulls;
            answer = format!("{bulls} bulls, {cows} cows");
        }
        tries
    }

    check bulls_and_cows("1234".to_owned()) => ["12", "5678", "4321", "1243", "abcd", "1234"].map(String::from);
}

program! {
    mod game_of_life;

    #[resumable(yield = String)]
    fn life(mut alive: BTreeSet<(i32, i32)>, generations: u32) -> usize {
        for generation in 0..generations {
            let picture = (0..5).map(|y| (0..5).map(|x| if alive.contains(&(x, y)) { '#' } else { '.' }).collect::<String>());
            yield_!(format!("{generation}: {}", picture.collect::<Vec<_>>().join("/")));
            let mut neighbours = BTreeMap::<(i32, i32), u32>::new();
            for &(x, y) in &alive {
                for dx in -1..=1 {
                    for dy in -1..=1 {
                        if (dx, dy) != (0, 0) {
                            *neighbours.entry((x + dx, y + dy)).or_default() += 1;
                        }
                    }
                }
            }
            alive = neighbours
                .into_iter()
                .filter(|(cell, count)| *count == 3 || *count == 2 && alive.contains(cell))
                .map(|(cell, _)| cell)
                .collect();
        }
        alive.len()
    }

    check life(BTreeSet::from([(1, 0), (2, 1), (0, 2), (1, 2), (2, 2)]), 6);
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
    mod knapsack;

    #[derive(Clone, Debug, Serialize, Deserialize)]
    struct Item {
        name: String,
        weight: usize,
        value: u32,
    }

    fn item(name: &str, weight: usize, value: u32) -> Item {
        Item { name: name.to_owned(), weight, value }
    }

    #[resumable(yield = (String, u32))]
    fn knapsack(items: Vec<Item>, limit: usize) -> u32 {
        let mut best = vec![0; limit + 1];
        for Item { name, weight, value } in items {
            for room in (weight..=limit).rev() {
                best[room] = best[room].max(best[room - weight] + value);
            }
            yield_!((name, best[limit]));
        }
        best[limit]
    }

    check knapsack(vec![item("map", 9, 150), item("compass", 13, 35), item("water", 153, 200), item("glucose", 15, 60)], 170);
}

program! {
    mod bubble_sort;

    #[resumable(yield = Vec<i32>)]
    fn sort(mut list: Vec<i32>) -> (Vec<i32>, u32) {
        let mut swaps = 0;
        let mut sorted_from = list.len();
        while sorted_from > 1 {
            let mut last_swap = 0;
            for i in 1..sorted_from {
                if list[i - 1] > list[i] {
                    list.swap(i - 1, i);
                    swaps += 1;
                    last_swap = i;
                    yield_!(list.clone());
                }
            }
            sorted_from = last_swap;
        }
        (list, swaps)
    }

    check sort(vec![5, 1, 4, 2, 8]);
    check {
        let _ = sort(vec![]);
        sort(vec![2, 1])
    };
}

program! {
    mod quick_sort;

    #[resumable(yield = (Vec<i32>, i32, Vec<i32>))]
    fn quick_sort(list: Vec<i32>) -> Vec<i32> {
        if list.len() < 2 {
            return list;
        }
        let pivot = list[list.len() / 2];
        let same = list.iter().filter(|&&n| n == pivot).count();
        let (less, more): (Vec<i32>, Vec<i32>) = list.into_iter().filter(|&n| n != pivot).partition(|&n| n < pivot);
        yield_!((less.clone(), pivot, more.clone()));
        let mut sorted = quick_sort(less).await;
        sorted.extend(std::iter::repeat_n(pivot, same));
        sorted.append(&mut quick_sort(more).await);
        sorted
    }

    check quick_sort(vec![3, 1, 4, 1, 5, 9, 2, 6, 5, 3]);
    check quick_sort(vec![2, 1]);
}

program! {
    mod merge_sort;

    #[resumable(yield = Vec<i32>)]
    fn merge_sort(mut list: Vec<i32>) -> Vec<i32> {
        let right = list.split_off(list.len() / 2);
        if right.len() < 2 && list.is_empty() {
            return right;
        }
        let mut left = VecDeque::from(merge_sort(list).await);
        let mut right = VecDeque::from(merge_sort(right).await);
        let mut merged = Vec::with_capacity(left.len() + right.len());
        loop {
            let next = match (left.front(), right.front()) {
                (Some(a), Some(b)) if a <= b => left.pop_front(),
                (Some(_), None) => left.pop_front(),
                _ => right.pop_front(),
            };
            match next {
                Some(n) => merged.push(n),
                None => break,
            }
        }
        yield_!(merged.clone());
        merged
    }

    check merge_sort(vec![5, 2, 4, 7, 1]);
}

program! {
    mod ackermann;

    #[resumable(yield = (u64, u64))]
    fn ackermann(m: u64, n: u64) -> u64 {
        yield_!((m, n));
        match (m, n) {
            (0, n) => n + 1,
            (m, 0) => ackermann(m - 1, 1).await,
            (m, n) => {
                let inner = ackermann(m, n - 1).await;
                ackermann(m - 1, inner).await
            }
        }
    }

    check ackermann(2, 2);
}

program! {
    mod happy_numbers;

    #[resumable(yield = u32)]
    fn happy(count: usize) -> Vec<u32> {
        let mut found = vec![];
        for start in 1_u32.. {
            let mut seen = BTreeSet::new();
            let mut n = start;
            while n != 1 && seen.insert(n) {
                let mut sum = 0;
                while n > 0 {
                    sum += (n % 10).pow(2);
                    n /= 10;
                }
                n = sum;
            }
            if n == 1 {
                found.push(start);
                yield_!(start);
            }
            if found.len() == count {
                break;
            }
        }
        found
    }

    check happy(8);
}

program! {
    mod topological_sort;

    fn libraries() -> BTreeMap<String, Vec<String>> {
        ["std:core alloc", "alloc:core", "serde:std", "app:serde std log", "log:core", "core:"]
            .iter()
            .map(|line| {
                let (name, needs) = line.split_once(':').unwrap();
                (name.to_owned(), needs.split_whitespace().map(str::to_owned).collect())
            })
            .collect()
    }

    #[resumable(yield = String)]
    fn build_order(mut needs: BTreeMap<String, Vec<String>>) -> Result<usize, Vec<String>> {
        let mut built = 0;
        while !needs.is_empty() {
            let ready: Vec<String> = needs.iter().filter(|(_, needs)| needs.is_empty()).map(|(name, _)| name.clone()).collect();
            if ready.is_empty() {
                return Err(needs.into_keys().collect());
            }
            for name in ready {
                needs.remove(&name);
                for others in needs.values_mut() {
                    others.retain(|other| *other != name);
                }
                built += 1;
                yield_!(name);
            }
        }
        Ok(built)
    }

    check build_order(libraries());
    check build_order({
        let mut cyclic = libraries();
        cyclic.get_mut("alloc").unwrap().push("log".to_owned());
        cyclic.get_mut("log").unwrap().push("alloc".to_owned());
        cyclic
    });
}

program! {
    mod selective_generator;

    #[resumable(yield = u64)]
    fn powers_but_not(m: u32, filter: u32) -> u64 {
        let mut n = 0_u64;
        let mut next = 0_u64;
        let mut sum = 0;
        while sum < 3000 {
            let value = n.pow(m);
            n += 1;
            while next.pow(filter) < value {
                next += 1;
            }
            if next.pow(filter) == value {
                continue;
            }
            yield_!(value);
            sum += value;
        }
        sum
    }

    check powers_but_not(2, 3);
}

program! {
    mod langtons_ant;

    #[resumable(yield = (i32, i32, bool))]
    fn ant(steps: u32) -> usize {
        let mut black = BTreeSet::new();
        let (mut x, mut y) = (0, 0);
        let (mut dx, mut dy) = (0, -1);
        for _ in 0..steps {
            let on_black = black.contains(&(x, y));
            (dx, dy) = if on_black {
                black.remove(&(x, y));
                (dy, -dx)
            } else {
                black.insert((x, y));
                (-dy, dx)
            };
            x += dx;
            y += dy;
            yield_!((x, y, on_black));
        }
        black.len()
    }

    check ant(40);
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
    mod vending_machine;

    #[resumable(yield = String, resume = char)]
    fn vending_machine() -> u32 {
        let mut sold = 0;
        'ready: loop {
            match yield_!("ready: (d)eposit or (q)uit".to_owned()) {
                'q' => break 'ready,
                'd' => {}
                _ => continue 'ready,
            }
            loop {
                match yield_!("waiting: (s)elect or (r)efund".to_owned()) {
                    's' => {
                        yield_!("dispensing".to_owned());
                        sold += 1;
                        break;
                    }
                    'r' => {
                        yield_!("refunding".to_owned());
                        continue 'ready;
                    }
                    _ => {}
                }
            }
            yield_!("please (t)ake it".to_owned());
        }
        sold
    }

    check vending_machine() => "xdxs.tdr.ds.tq".chars();
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

program! {
    mod maze_by_breadth_first_search;

    #[resumable(yield = (usize, usize))]
    fn shortest(maze: Vec<String>, start: (usize, usize)) -> Option<usize> {
        let mut queue = VecDeque::from([(start, 0)]);
        let mut seen = BTreeSet::from([start]);
        while let Some(((x, y), steps)) = queue.pop_front() {
            yield_!((x, y));
            if maze[y].as_bytes()[x] == b'E' {
                return Some(steps);
            }
            for (dx, dy) in [(0, 1), (1, 0), (0, -1), (-1, 0)] {
                let (Some(x), Some(y)) = (x.checked_add_signed(dx), y.checked_add_signed(dy)) else { continue };
                let open = maze.get(y).and_then(|row| row.as_bytes().get(x)).is_some_and(|cell| *cell != b'#');
                if open && seen.insert((x, y)) {
                    queue.push_back(((x, y), steps + 1));
                }
            }
        }
        None
    }

    check shortest(["..#E", "..#.", "...."].map(String::from).to_vec(), (0, 0));
    check shortest(["..#E", "..#.", "..##"].map(String::from).to_vec(), (0, 0));
}
