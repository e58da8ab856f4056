//! What durable functions are written for: waiting for people, retries, sagas, pagination, conversations.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use tests::*;

program! {
    mod onboarding;

    #[derive(Clone, Debug, Serialize, Deserialize)]
    struct User {
        emails: Vec<String>,
        manager: Option<String>,
    }

    #[derive(Debug)]
    enum Request {
        Send(String),
        Charge(u32),
        Sleep(u32),
        Notify(String),
    }

    struct Client;

    impl Client {
        fn hello(&self) -> u32 {
            log("hello");
            3
        }
    }

    #[resumable(yield = Request, resume = Result<String, String>)]
    fn onboarding(user: User, budget: u32) -> Result<Vec<String>, String> {
        let client = Client;
        let mut results = Vec::new();
        if budget > client.hello() {
            yield_!(Request::Sleep(client.hello()))?;
        }
        for (i, email) in user.emails.into_iter().enumerate().collect::<Vec<_>>() {
            let res = yield_!(Request::Send(email.clone()))?;
            results.push(format!("{i}:{email}:{res}"));
        }
        let mut attempts = 0;
        let receipt = loop {
            match yield_!(Request::Charge(budget)) {
                Ok(receipt) => break receipt,
                Err(_) if attempts < 2 => {
                    attempts += 1;
                    yield_!(Request::Sleep(1 << attempts))?;
                }
                Err(error) => return Err(error),
            }
        };
        results.push(receipt);
        if let Some(manager) = user.manager {
            let ack = yield_!(Request::Notify(manager.clone()))?;
            results.push(format!("{manager}={ack}"));
        }
        Ok(results)
    }

    check onboarding(User { emails: vec!["a".to_owned(), "b".to_owned()], manager: Some("boss".to_owned()) }, 5) =>
        (0..10).map(|n| if n == 3 || n == 5 { Err("declined".to_owned()) } else { Ok(n.to_string()) });
    check onboarding(User { emails: vec![], manager: None }, 1) => [Ok("receipt".to_owned())];
    check onboarding(User { emails: vec![], manager: None }, 1) =>
        (0..10).map(|n| if n % 2 == 0 { Err("declined".to_owned()) } else { Ok(n.to_string()) });
    check onboarding(User { emails: vec!["a".to_owned()], manager: None }, 1) => [Err("bounced".to_owned())];
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
