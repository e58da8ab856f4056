//! What durable functions are written for: waiting for people, retries, sagas, pagination, conversations.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use tests::*;

program! {
    mod retry_with_backoff;

    #[derive(Debug)]
    enum Ask {
        Fetch(String),
        Sleep(u64),
    }

    #[resumable(yield = Ask, resume = Result<u32, String>)]
    fn fetch(url: String, attempts: u32) -> Result<u32, String> {
        let mut delay = 100;
        let mut errors = Vec::new();
        for attempt in 1..=attempts {
            match yield_!(Ask::Fetch(format!("{url}?{attempt}"))) {
                Ok(size) => return Ok(size),
                Err(error) if error == "fatal" => return Err(error),
                Err(error) => errors.push(error),
            }
            if attempt < attempts {
                yield_!(Ask::Sleep(delay))?;
                delay *= 2;
            }
        }
        Err(errors.join(", "))
    }

    check fetch("u".to_owned(), 3) => [Err("busy".to_owned()), Ok(0), Ok(7)];
    check fetch("u".to_owned(), 3) => [Err("a".to_owned()), Ok(0), Err("b".to_owned()), Ok(0), Err("c".to_owned())];
    check fetch("u".to_owned(), 3) => [Err("fatal".to_owned())];
    check fetch("u".to_owned(), 3) => [Err("a".to_owned()), Err("woken".to_owned())];
}

program! {
    mod saga_with_compensations;

    #[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
    enum Step {
        Flight,
        Hotel,
        Car,
    }

    #[derive(Debug)]
    enum Call {
        Book(Step),
        Cancel(Step, u32),
    }

    #[resumable(yield = Call, resume = Option<u32>)]
    fn trip(steps: Vec<Step>) -> Result<Vec<u32>, Step> {
        let mut done: Vec<(Step, u32)> = vec![];
        for step in steps {
            let Some(ticket) = yield_!(Call::Book(step)) else {
                while let Some((step, ticket)) = done.pop() {
                    let mut tries = 0;
                    while yield_!(Call::Cancel(step, ticket)).is_none() {
                        tries += 1;
                        if tries > 2 {
                            panic!("{step:?} {ticket} cannot be cancelled");
                        }
                    }
                }
                return Err(step);
            };
            done.push((step, ticket));
        }
        Ok(done.into_iter().map(|(_, ticket)| ticket).collect())
    }

    check trip(vec![Step::Flight, Step::Hotel, Step::Car]) => [Some(1), Some(2), Some(3)];
    check trip(vec![Step::Flight, Step::Hotel, Step::Car]) => [Some(1), Some(2), None, Some(0), None, Some(0)];
    check trip(vec![Step::Flight, Step::Hotel]) => [Some(1), None, None, None, None];
}

program! {
    mod approval_with_escalation;

    #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
    enum Answer {
        Yes,
        No(String),
        MoreInfo(String),
        Timeout,
    }

    #[derive(Debug)]
    enum Request {
        Ask { who: String, item: String, notes: Vec<String> },
        Remind(String),
        Explain(String),
    }

    #[resumable(yield = Request, resume = Answer)]
    fn approve(item: String, price: u32) -> (bool, Vec<String>) {
        let mut history = vec![];
        let mut approvers = vec!["director".to_owned(), "manager".to_owned(), "lead".to_owned()];
        let needed = match price {
            0..100 => 1,
            100..1000 => 2,
            _ => 3,
        };
        let mut given = 0;
        'approver: while let Some(who) = approvers.pop() {
            let mut notes = Vec::new();
            let mut reminders = 0;
            loop {
                let request = Request::Ask { who: who.clone(), item: item.clone(), notes: notes.clone() };
                match yield_!(request) {
                    Answer::Yes => {
                        history.push(format!("{who} approved"));
                        given += 1;
                        if given == needed {
                            return (true, history);
                        }
                        continue 'approver;
                    }
                    Answer::No(reason) => {
                        history.push(format!("{who} refused: {reason}"));
                        break 'approver;
                    }
                    Answer::MoreInfo(question) => {
                        let explanation = loop {
                            if let Answer::MoreInfo(text) = yield_!(Request::Explain(question.clone())) {
                                break text;
                            }
                        };
                        notes.push(format!("{question} {explanation}"));
                    }
                    Answer::Timeout if reminders == 1 => {
                        history.push(format!("{who} did not answer"));
                        continue 'approver;
                    }
                    Answer::Timeout => {
                        reminders += 1;
                        yield_!(Request::Remind(who.clone()));
                    }
                }
            }
        }
        (false, history)
    }

    check approve("laptop".to_owned(), 1200) => [Answer::Yes, Answer::Yes, Answer::Yes];
    check approve("laptop".to_owned(), 1200) => [
        Answer::MoreInfo("why?".to_owned()), Answer::Yes, Answer::MoreInfo("broken".to_owned()), Answer::Yes,
        Answer::Timeout, Answer::Yes, Answer::Timeout, Answer::Yes,
    ];
    check approve("pen".to_owned(), 2) => [Answer::Yes];
    check approve("desk".to_owned(), 200) => [Answer::Yes, Answer::No("no budget".to_owned())];
}

program! {
    mod pagination;

    #[derive(Clone, Debug, Serialize, Deserialize)]
    struct Page {
        items: Vec<u32>,
        next: Option<String>,
    }

    #[resumable(yield = String, resume = Result<Page, u16>)]
    fn all_pages(limit: usize) -> Result<Vec<u32>, (usize, u16)> {
        let mut items = Vec::new();
        let mut cursor = Some("first".to_owned());
        let mut pages = 0;
        while let Some(at) = cursor {
            let page = loop {
                match yield_!(at.clone()) {
                    Ok(page) => break page,
                    Err(429) => continue,
                    Err(code) => return Err((pages, code)),
                }
            };
            pages += 1;
            items.extend(page.items);
            cursor = if items.len() < limit { page.next } else { None };
        }
        Ok(items)
    }

    check all_pages(100) => [
        Ok(Page { items: vec![1, 2], next: Some("second".to_owned()) }), Err(429), Ok(Page { items: vec![3], next: None }),
    ];
    check all_pages(2) => [Ok(Page { items: vec![1, 2], next: Some("second".to_owned()) })];
    check all_pages(2) => [Err(500)];
}

program! {
    mod chat_bot;

    #[resumable(yield = String, resume = String)]
    fn order_pizza() -> Option<BTreeMap<String, String>> {
        let mut order = BTreeMap::new();
        let mut name = yield_!("Your name?".to_owned());
        while name.trim().is_empty() {
            name = yield_!("Please tell me your name.".to_owned());
        }
        'ask: loop {
            for (key, choices) in [("size", "small large"), ("topping", "cheese ham none")].map(|(k, c)| (k.to_owned(), c.to_owned())) {
                loop {
                    let answer = yield_!(format!("{name}, which {key}: {choices}?"));
                    if answer == "quit" {
                        return None;
                    }
                    if choices.split(' ').any(|choice| choice == answer) {
                        order.insert(key, answer);
                        break;
                    }
                    yield_!(format!("There is no {answer}."));
                }
            }
            match yield_!(format!("{order:?}, right?")).as_str() {
                "yes" => break 'ask,
                "no" => order.clear(),
                other => {
                    order.insert("note".to_owned(), other.to_owned());
                }
            }
        }
        order.insert("name".to_owned(), name);
        Some(order)
    }

    check order_pizza() => [
        "", "Ada", "small", "pineapple", "", "ham", "no", "large", "none", "hurry", "large", "cheese", "yes",
    ].map(String::from);
    check order_pizza() => ["Bob", "large", "quit"].map(String::from);
}

program! {
    mod elevator;

    #[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
    enum Direction {
        Up,
        Down,
    }

    #[resumable(yield = (u32, bool), resume = Vec<u32>)]
    fn elevator(mut floor: u32, rounds: u32) -> u32 {
        let mut wanted = Vec::new();
        let mut direction = Direction::Up;
        let mut moved = 0;
        for _ in 0..rounds {
            let opens = wanted.contains(&floor);
            wanted.extend(yield_!((floor, opens)));
            wanted.retain(|other| *other != floor);
            if wanted.is_empty() {
                continue;
            }
            let ahead = wanted.iter().any(|&other| match direction {
                Direction::Up => other > floor,
                Direction::Down => other < floor,
            });
            if !ahead {
                direction = if direction == Direction::Up { Direction::Down } else { Direction::Up };
            }
            match direction {
                Direction::Up => floor += 1,
                Direction::Down => floor -= 1,
            }
            moved += 1;
        }
        moved
    }

    check elevator(3, 12) => [vec![5], vec![1, 4], vec![], vec![], vec![2]].into_iter().chain(std::iter::repeat(vec![]));
}

program! {
    mod rate_limiter;

    #[derive(Debug)]
    enum Out {
        Run(String),
        Wait(u64),
    }

    #[resumable(yield = Out, resume = u64)]
    fn limited(jobs: Vec<String>, per_window: usize, window: u64) -> u64 {
        let mut started: Vec<u64> = vec![];
        let mut now = 0;
        for job in jobs {
            loop {
                started.retain(|at| at + window > now);
                if started.len() < per_window {
                    break;
                }
                let wait = started[0] + window - now;
                now = yield_!(Out::Wait(wait));
            }
            started.push(now);
            now = yield_!(Out::Run(job));
        }
        now
    }

    check limited(["a", "b", "c", "d", "e"].map(String::from).to_vec(), 2, 10) => [1, 2, 5, 10, 11, 12, 20, 30];
}

program! {
    mod auction;

    #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
    struct Bid {
        who: String,
        amount: u32,
    }

    fn bid(who: &str, amount: u32) -> Option<Bid> {
        Some(Bid { who: who.to_owned(), amount })
    }

    #[resumable(yield = String, resume = Option<Bid>)]
    fn auction(reserve: u32) -> Result<Bid, String> {
        let mut highest: Option<Bid> = None;
        let mut quiet = 0;
        while quiet < 3 {
            let call = match (quiet, highest.as_ref()) {
                (0, None) => format!("who bids {reserve}?"),
                (0, Some(bid)) => format!("{} bids {}", bid.who, bid.amount),
                (n, _) => format!("going {n}"),
            };
            let Some(bid) = yield_!(call) else {
                quiet += 1;
                continue;
            };
            let floor = highest.as_ref().map_or(reserve, |bid| bid.amount + 1);
            if bid.amount < floor {
                yield_!(format!("{} must bid {floor}", bid.who));
                continue;
            }
            quiet = 0;
            highest = Some(bid);
        }
        let Some(winner) = highest else {
            return Err(format!("nobody bid {reserve}"));
        };
        yield_!(format!("sold to {}", winner.who));
        Ok(winner)
    }

    check auction(10) => [bid("a", 5), None, bid("b", 10), None, bid("a", 12), None, None, None, None];
    check auction(10) => [None, None, None];
}

program! {
    mod batches_with_checkpoints;

    #[derive(Debug)]
    enum Out {
        Write(Vec<u32>),
        Checkpoint(u32),
    }

    #[resumable(yield = Out, resume = bool)]
    fn import(rows: Vec<u32>, size: usize) -> Result<u32, (u32, Vec<u32>)> {
        let mut batch = vec![];
        let mut written = 0;
        for row in rows {
            batch.push(row);
            if batch.len() < size {
                continue;
            }
            if !yield_!(Out::Write(batch.clone())) {
                return Err((written, batch));
            }
            written += batch.len() as u32;
            batch.clear();
            yield_!(Out::Checkpoint(written));
        }
        if !batch.is_empty() {
            written += batch.len() as u32;
            if !yield_!(Out::Write(batch)) {
                return Err((written, vec![]));
            }
        }
        Ok(written)
    }

    check import((0..7).collect(), 3) => [true; 10];
    check import((0..7).collect(), 3) => [true, true, false];
    check import((0..7).collect(), 3) => [true, true, true, true, false];
    check {
        let _ = import(vec![], 3);
        import(vec![1], 3)
    } => [true];
}

program! {
    mod interview_tree;

    #[derive(Clone, Debug, Serialize, Deserialize)]
    enum Question {
        Ask { text: String, yes: Box<Question>, no: Box<Question> },
        Conclude(String),
    }
    use Question::{Ask, Conclude};

    fn ask(text: &str, yes: Question, no: Question) -> Question {
        Ask { text: text.to_owned(), yes: Box::new(yes), no: Box::new(no) }
    }

    #[resumable(yield = String, resume = Option<bool>)]
    fn interview(question: Question) -> Option<String> {
        match question {
            Conclude(text) => Some(text),
            Ask { text, yes, no } => {
                let mut asked = 0;
                let answer = loop {
                    asked += 1;
                    match yield_!(format!("{text} ({asked})")) {
                        Some(answer) => break answer,
                        None if asked == 3 => return None,
                        None => {}
                    }
                };
                interview(if answer { *yes } else { *no }).await
            }
        }
    }

    check interview(ask("animal?", ask("barks?", Conclude("dog".to_owned()), Conclude("cat".to_owned())), Conclude("stone".to_owned()))) =>
        [None, Some(true), Some(false)];
    check interview(ask("animal?", Conclude("dog".to_owned()), Conclude("stone".to_owned()))) => [None, None, None];
}

program! {
    mod order_of_a_kitchen;

    #[derive(Clone, Debug, Serialize, Deserialize)]
    enum Recipe {
        Take(String),
        Mix(Vec<Recipe>),
        Bake { minutes: u32, what: Box<Recipe> },
    }

    #[resumable(yield = String, resume = bool)]
    fn cook(recipe: Recipe) -> Result<(String, u32), String> {
        match recipe {
            Recipe::Take(name) => {
                if yield_!(format!("take {name}")) { Ok((name, 1)) } else { Err(format!("no {name}")) }
            }
            Recipe::Mix(parts) => {
                let mut names = vec![];
                let mut total = 0;
                for part in parts {
                    let (name, time) = cook(part).await?;
                    names.push(name);
                    total += time;
                }
                yield_!(format!("mix {}", names.join(" and ")));
                Ok((names.concat(), total + 2))
            }
            Recipe::Bake { minutes, what } => {
                let (name, time) = match cook(*what).await {
                    Ok(done) => done,
                    Err(missing) => return Err(format!("cannot bake: {missing}")),
                };
                for minute in 0..minutes {
                    if !yield_!(format!("{name} {minute}")) {
                        return Ok((format!("half-baked {name}"), time + minute));
                    }
                }
                Ok((format!("baked {name}"), time + minutes))
            }
        }
    }

    check cook(Recipe::Bake {
        minutes: 2,
        what: Box::new(Recipe::Mix(vec![Recipe::Take("flour".to_owned()), Recipe::Take("eggs".to_owned())])),
    }) => [true; 10];
    check cook(Recipe::Bake { minutes: 2, what: Box::new(Recipe::Take("flour".to_owned())) }) => [false];
    check cook(Recipe::Bake { minutes: 2, what: Box::new(Recipe::Take("flour".to_owned())) }) => [true, true, false];
}
