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
