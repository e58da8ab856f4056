//! After "The Rust Programming Language" and the documentation of the standard library.

use std::cmp::Ordering;

use serde::{Deserialize, Serialize};
use tests::*;

program! {
    mod guessing_game;

    #[resumable(yield = String, resume = String)]
    fn guessing_game(secret_number: u32) -> u32 {
        yield_!("Guess the number!".to_owned());
        let mut guesses = 0;
        loop {
            let guess = yield_!("Please input your guess.".to_owned());
            let guess: u32 = match guess.trim().parse() {
                Ok(num) => num,
                Err(_) => continue,
            };
            yield_!(format!("You guessed: {guess}"));
            guesses += 1;
            match guess.cmp(&secret_number) {
                Ordering::Less => yield_!("Too small!".to_owned()),
                Ordering::Greater => yield_!("Too big!".to_owned()),
                Ordering::Equal => {
                    yield_!("You win!".to_owned());
                    break;
                }
            };
        }
        guesses
    }

    check guessing_game(42) => ["", "50", "", "", "many", "41", "", "", "42\n", "", ""].map(String::from);
}

program! {
    mod liftoff;

    #[resumable(yield = String)]
    fn loops() -> &'static str {
        let mut counter = 0;
        let result = loop {
            counter += 1;
            if counter == 10 {
                break counter * 2;
            }
        };
        yield_!(format!("The result is {result}"));

        let mut count = 0;
        'counting_up: loop {
            yield_!(format!("count = {count}"));
            let mut remaining = 10;
            loop {
                yield_!(format!("remaining = {remaining}"));
                if remaining == 9 {
                    break;
                }
                if count == 2 {
                    break 'counting_up;
                }
                remaining -= 1;
            }
            count += 1;
        }
        yield_!(format!("End count = {count}"));

        let mut number = 3;
        while number != 0 {
            yield_!(format!("{number}!"));
            number -= 1;
        }
        "LIFTOFF!!!"
    }

    check loops();
}

program! {
    mod twelve_days_of_christmas;

    const DAYS: [&str; 4] = ["first", "second", "third", "fourth"];
    const GIFTS: [&str; 4] = ["A partridge in a pear tree", "Two turtle doves", "Three French hens", "Four calling birds"];

    #[resumable(yield = String)]
    fn sing() -> usize {
        let mut lines = 0;
        for day in 0..DAYS.len() {
            yield_!(format!("On the {} day of Christmas, my true love sent to me", DAYS[day]));
            let mut gift = day;
            loop {
                let line = if gift == 0 && day > 0 {
                    format!("And {}", GIFTS[gift].to_lowercase())
                } else {
                    GIFTS[gift].to_owned()
                };
                yield_!(line);
                lines += 1;
                if gift == 0 {
                    break;
                }
                gift -= 1;
            }
            yield_!(String::new());
        }
        lines
    }

    check sing();
}

program! {
    mod message_handlers;

    #[derive(Debug, Serialize, Deserialize)]
    enum Color {
        Rgb(i32, i32, i32),
        Hsv(i32, i32, i32),
    }

    #[derive(Debug, Serialize, Deserialize)]
    enum Message {
        Quit,
        Move { x: i32, y: i32 },
        Write(String),
        ChangeColor(Color),
        Hello { id: i32 },
    }

    #[resumable(yield = String)]
    fn handle(messages: Vec<Message>) -> i32 {
        let mut last = 0;
        for message in messages {
            match message {
                Message::Quit => {
                    yield_!("The Quit variant has no data to destructure.".to_owned());
                    return last;
                }
                Message::Move { x, y } => {
                    yield_!(format!("Move in the x direction {x} and in the y direction {y}"));
                    last = x + y;
                }
                Message::Write(text) => {
                    yield_!(format!("Text message: {text}"));
                    last = text.len() as i32;
                }
                Message::ChangeColor(Color::Rgb(r, g, b)) => {
                    yield_!(format!("Change color to red {r}, green {g}, and blue {b}"));
                }
                Message::ChangeColor(Color::Hsv(h, s, v)) => {
                    yield_!(format!("Change color to hue {h}, saturation {s}, value {v}"));
                    last = h;
                }
                Message::Hello { id: id_variable @ 3..=7 } => {
                    yield_!(format!("Found an id in range: {id_variable}"));
                    last = id_variable;
                }
                Message::Hello { id: 10..=12 } => {
                    yield_!("Found an id in another range".to_owned());
                }
                Message::Hello { id } => {
                    yield_!(format!("Found some other id: {id}"));
                    last = id;
                }
            }
        }
        -last
    }

    check handle(vec![
        Message::Move { x: 1, y: 2 },
        Message::Write("hi".to_owned()),
        Message::ChangeColor(Color::Rgb(1, 2, 3)),
        Message::ChangeColor(Color::Hsv(4, 5, 6)),
        Message::Hello { id: 5 },
        Message::Hello { id: 11 },
        Message::Hello { id: 99 },
    ]);
    check handle(vec![Message::Hello { id: 3 }, Message::Quit, Message::Quit]);
}

program! {
    mod favorite_color;

    #[resumable(yield = String)]
    fn background(favorite_color: Option<String>, is_tuesday: bool, age: Result<u8, String>) -> &'static str {
        let color = if let Some(color) = favorite_color {
            yield_!(format!("Using your favorite color, {color}, as the background"));
            color
        } else if is_tuesday {
            yield_!("Tuesday is green day!".to_owned());
            "green".to_owned()
        } else if let Ok(age) = age {
            if age > 30 {
                yield_!("Using purple as the background color".to_owned());
                "purple".to_owned()
            } else {
                yield_!("Using orange as the background color".to_owned());
                "orange".to_owned()
            }
        } else {
            yield_!("Using blue as the background color".to_owned());
            "blue".to_owned()
        };
        yield_!(color.clone());
        if color.len() > 4 { "long" } else { "short" }
    }

    check background(None, false, "34".parse::<u8>().map_err(|e| e.to_string()));
    check background(None, false, Ok(20));
    check background(None, false, Err("x".to_owned()));
    check background(None, true, Ok(20));
    check background(Some("red".to_owned()), true, Ok(20));
}

program! {
    mod minigrep;

    #[derive(Debug, Serialize, Deserialize)]
    struct Config {
        query: String,
        ignore_case: bool,
    }

    impl Config {
        fn build(args: Vec<String>) -> Result<Config, &'static str> {
            let mut args = args.into_iter().skip(1);
            let query = args.next().ok_or("Didn't get a query string")?;
            Ok(Config { query, ignore_case: args.next().is_some() })
        }
    }

    fn matches(config: &Config, line: &str) -> bool {
        if config.ignore_case {
            line.to_lowercase().contains(&config.query.to_lowercase())
        } else {
            line.contains(&config.query)
        }
    }

    #[resumable(yield = String)]
    fn search(args: Vec<String>, contents: String) -> Result<u32, String> {
        let config = Config::build(args)?;
        let mut found = 0;
        let lines: Vec<String> = contents.lines().map(Into::into).collect();
        for line in lines {
            if matches(&config, &line) {
                found += 1;
                yield_!(line);
            }
        }
        if found == 0 { Err(format!("no {}", config.query)) } else { Ok(found) }
    }

    check search(["grep", "duct"].map(String::from).to_vec(), "Rust:\nsafe, fast, productive.\nPick three.\nDuct tape.".to_owned());
    check search(["grep", "rUsT", "-i"].map(String::from).to_vec(), "Rust:\nTrust me.".to_owned());
    check search(vec![], "Rust".to_owned());
    check search(["grep", "x"].map(String::from).to_vec(), "Rust".to_owned());
}

program! {
    mod blog_post_states;

    #[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
    enum Action {
        RequestReview,
        Approve,
        Reject,
        Edit(char),
    }

    #[resumable(yield = String, resume = Action)]
    fn post(mut content: String) -> String {
        'draft: loop {
            loop {
                match yield_!(format!("draft {content}")) {
                    Action::RequestReview => break,
                    Action::Edit(letter) => content.push(letter),
                    Action::Approve | Action::Reject => {}
                }
            }
            let mut approvals = 0;
            while approvals < 2 {
                match yield_!(format!("pending {approvals}")) {
                    Action::Approve => approvals += 1,
                    Action::Reject => continue 'draft,
                    Action::RequestReview | Action::Edit(_) => {}
                }
            }
            return content;
        }
    }

    check post("I ate".to_owned()) => [
        Action::Approve, Action::Edit('!'), Action::RequestReview, Action::Approve, Action::Reject, Action::Edit('?'),
        Action::RequestReview, Action::Edit('x'), Action::Approve, Action::Approve,
    ];
}

program! {
    mod inventory_of_shirts;

    #[derive(Debug, PartialEq, Copy, Clone, Serialize, Deserialize)]
    enum ShirtColor {
        Red,
        Blue,
    }

    #[derive(Debug, Serialize, Deserialize)]
    struct Inventory {
        shirts: Vec<ShirtColor>,
    }

    impl Inventory {
        fn giveaway(&self, user_preference: Option<ShirtColor>) -> ShirtColor {
            user_preference.unwrap_or_else(|| self.most_stocked())
        }

        fn most_stocked(&self) -> ShirtColor {
            let red = self.shirts.iter().filter(|&&color| color == ShirtColor::Red).count();
            if red * 2 > self.shirts.len() { ShirtColor::Red } else { ShirtColor::Blue }
        }
    }

    #[resumable(yield = ShirtColor, resume = Option<ShirtColor>)]
    fn give_away(shirts: Vec<ShirtColor>) -> usize {
        let mut store = Inventory { shirts };
        let mut wish = None;
        while !store.shirts.is_empty() {
            let given = store.giveaway(wish.take());
            match store.shirts.iter().position(|&shirt| shirt == given) {
                Some(at) => store.shirts.remove(at),
                None => return store.shirts.len(),
            };
            wish = yield_!(given);
        }
        0
    }

    check give_away(vec![ShirtColor::Blue, ShirtColor::Red, ShirtColor::Blue]) => [None, Some(ShirtColor::Red), None];
    check give_away(vec![ShirtColor::Blue, ShirtColor::Red, ShirtColor::Blue]) => [Some(ShirtColor::Red), Some(ShirtColor::Red)];
}

program! {
    mod rectangles_and_coins;

    #[derive(Debug, Clone, Serialize, Deserialize)]
    enum UsState {
        Alabama,
        Alaska,
    }

    #[derive(Debug, Clone, Serialize, Deserialize)]
    enum Coin {
        Penny,
        Nickel,
        Dime,
        Quarter(UsState),
    }

    #[resumable(yield = String, resume = bool)]
    fn value_in_cents(coins: Vec<Coin>) -> u8 {
        let mut total = 0;
        for coin in coins {
            total += match coin {
                Coin::Penny => {
                    if yield_!("Lucky penny!".to_owned()) {
                        1
                    } else {
                        0
                    }
                }
                Coin::Nickel => 5,
                Coin::Dime => 10,
                Coin::Quarter(state) => {
                    yield_!(format!("State quarter from {state:?}!"));
                    25
                }
            };
        }
        total
    }

    check value_in_cents(vec![Coin::Penny, Coin::Dime, Coin::Quarter(UsState::Alaska), Coin::Penny]) => [true, true, false];
}

program! {
    mod fizz_buzz_in_a_loop_over_a_range;

    #[resumable(yield = String)]
    fn fizzbuzz_to(n: u32) {
        for n in 1..=n {
            if n % 15 == 0 {
                yield_!("fizzbuzz".to_owned());
            } else if n % 3 == 0 {
                yield_!("fizz".to_owned());
            } else if n % 5 == 0 {
                yield_!("buzz".to_owned());
            } else {
                yield_!(format!("{n}"));
            }
        }
    }

    check fizzbuzz_to(16);
}

program! {
    mod the_big_countdown;

    #[resumable(yield = String)]
    fn count() -> u32 {
        let mut count = 0u32;
        yield_!("Let's count until infinity!".to_owned());
        loop {
            count += 1;
            if count == 3 {
                yield_!("three".to_owned());
                continue;
            }
            yield_!(format!("{count}"));
            if count == 5 {
                yield_!("OK, that's enough".to_owned());
                break;
            }
        }
        let optional = Some(0);
        let mut optional = optional;
        while let Some(i) = optional {
            if i > 9 {
                yield_!("Greater than 9, quit!".to_owned());
                optional = None;
            } else {
                yield_!(format!("`i` is `{i:?}`. Try again."));
                optional = Some(i + 3);
            }
        }
        count
    }

    check count();
}
