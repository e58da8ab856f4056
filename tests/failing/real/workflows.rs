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
