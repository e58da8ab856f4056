//! Tasks that were saved by one version of a program, and are restored by another; and what is seen of them without either.

use resumable::task::{Outcome, RequestId, Task};
use resumable::{Instance, RestoreError, inspect, schema};

fn id(number: u64) -> RequestId {
    RequestId::new(number)
}

/// The function in each version.
macro_rules! shop {
    () => {
        #[resumable(request = Op, name = "shop")]
        #[allow(dead_code, reason = "in some versions only its definition is used")]
        pub(crate) fn shop(cents: u32) -> String {
            let ids = join_all([cents, cents + 1].map(|cents| Charge::new(cents))).limit(1);
            let (paid, ()) = join!(ids, Sleep(3)).await;
            let mut text = String::new();
            for receipt in paid {
                text.push_str(&format!("{receipt:?};"));
            }
            text
        }
    };
}

mod first {
    use resumable::task::{Request, Requests, join_all};
    use resumable::{join, resumable};
    use serde::{Deserialize, Serialize};

    #[derive(Debug, Serialize, Deserialize, Request)]
    #[request(answer = Receipt)]
    pub(crate) struct Charge {
        cents: u32,
    }

    #[derive(Debug, Serialize, Deserialize)]
    pub(crate) struct Receipt {
        pub(crate) number: u32,
    }

    impl Charge {
        fn new(cents: u32) -> Self {
            Charge { cents }
        }
    }

    #[derive(Debug, Serialize, Deserialize, Request)]
    #[request(answer = ())]
    pub(crate) struct Sleep(u64);

    #[derive(Debug, Serialize, Deserialize, Requests)]
    pub(crate) enum Op {
        Charge(Charge),
        Sleep(Sleep),
    }

    shop!();
}

/// A request more, in front of the others; and fields more, that have defaults.
mod second {
    use resumable::task::{Request, Requests, join_all};
    use resumable::{join, resumable};
    use serde::{Deserialize, Serialize};

    #[derive(Debug, Serialize, Deserialize, Request)]
    #[request(answer = ())]
    pub(crate) struct Mail(String);

    #[derive(Debug, PartialEq, Serialize, Deserialize, Request)]
    #[request(answer = Receipt)]
    pub(crate) struct Charge {
        #[serde(default = "euro")]
        currency: String,
        cents: u32,
    }

    #[derive(Debug, Serialize, Deserialize)]
    pub(crate) struct Receipt {
        #[serde(default)]
        pub(crate) bank: Option<String>,
        pub(crate) number: u32,
    }

    fn euro() -> String {
        "euro".into()
    }

    impl Charge {
        pub(crate) fn new(cents: u32) -> Self {
            Charge {
                currency: euro(),
                cents,
            }
        }
    }

    #[derive(Debug, Serialize, Deserialize, Request)]
    #[request(answer = ())]
    pub(crate) struct Sleep(u64);

    #[derive(Debug, Serialize, Deserialize, Requests)]
    pub(crate) enum Op {
        Mail(Mail),
        Charge(Charge),
        Sleep(Sleep),
    }

    shop!();
}

/// A request has another name, and another one has lost a field.
mod third {
    use resumable::task::{Request, Requests, join_all};
    use resumable::{join, resumable};
    use serde::{Deserialize, Serialize};

    #[derive(Debug, Serialize, Deserialize, Request)]
    #[request(answer = u32)]
    pub(crate) struct Charge {}

    impl Charge {
        fn new(_: u32) -> Self {
            Charge {}
        }
    }

    #[derive(Debug, Serialize, Deserialize, Request)]
    #[request(answer = ())]
    pub(crate) struct Sleep(u64);

    #[derive(Debug, Serialize, Deserialize, Requests)]
    pub(crate) enum Op {
        Charge(Charge),
        #[serde(rename = "Wait")]
        Sleep(Sleep),
    }

    shop!();
}

/// One charge has been answered, one waits to be asked, and one to be answered.
fn saved() -> Vec<u8> {
    let mut task = Task::start(first::shop(100));
    let asked = task.answer::<first::Charge>(id(0), first::Receipt { number: 7 });
    assert_eq!(asked.unwrap().asked, [id(2)]);
    task.snapshot().unwrap()
}

#[test]
fn new_requests_and_fields_strand_nobody() {
    let unasked = Task::start(first::shop(100)).snapshot().unwrap();
    let mut task = Task::<second::shop>::restore(&unasked).unwrap();
    let receipt = |number| second::Receipt { bank: None, number };
    task.answer::<second::Charge>(id(0), receipt(1)).unwrap();
    let second::Op::Charge(charge) = task.request(id(2)).unwrap() else {
        panic!("it is a charge");
    };
    assert_eq!(*charge, second::Charge::new(101));

    let mut task = Task::<second::shop>::restore(&saved()).unwrap();
    let waiting: Vec<_> = task.pending().map(|(_, op)| format!("{op:?}")).collect();
    let charge = r#"Charge(Charge { currency: "euro", cents: 101 })"#;
    assert_eq!(waiting, ["Sleep(Sleep(3))", charge]);
    task.answer::<second::Sleep>(id(1), ()).unwrap();
    let ended = task.answer::<second::Charge>(id(2), receipt(8)).unwrap();
    let text = "Receipt { bank: None, number: 7 };Receipt { bank: None, number: 8 };";
    assert_eq!(ended.outcome, Some(Outcome::Complete(text.into())));
}

#[test]
fn what_would_be_lost_is_refused() {
    let error = Task::<third::shop>::restore(&saved()).unwrap_err();
    let RestoreError::Malformed {
        definition,
        variable,
        message,
        ..
    } = &error
    else {
        panic!("{error}");
    };
    assert_eq!((&**definition, &**variable), ("shop", "pending"));
    assert!(message.contains("Sleep"), "{message}");
}

/// Requests and variables whose text has many forms.
mod forms {
    use std::time::Duration;

    use resumable::task::{Request, Requests};
    use resumable::{join, resumable};
    use serde::{Deserialize, Serialize};

    #[derive(Serialize, Deserialize, Request)]
    #[request(answer = ())]
    pub(crate) struct Sleep(pub(crate) Duration);

    #[derive(Serialize, Deserialize, Request)]
    #[request(answer = ())]
    pub(crate) struct Weigh {
        pub(crate) grams: f64,
        pub(crate) unit: Option<char>,
        pub(crate) parts: (u8, Vec<Option<()>>),
    }

    #[derive(Serialize, Deserialize, Request)]
    #[request(answer = ())]
    pub(crate) struct Ring;

    #[derive(Serialize, Deserialize, Requests)]
    pub(crate) enum Op {
        Wait(Sleep),
        Weigh(Weigh),
        Bell(Ring),
    }

    #[resumable(request = Op)]
    pub(crate) fn all(grams: f64) {
        let unit = Some('g');
        let parts = (1, vec![None, Some(())]);
        let weigh = Weigh { grams, unit, parts };
        join!(weigh, Sleep(Duration::from_secs(2)), Ring).await;
    }
}

#[test]
fn requests_are_shown_alike_with_and_without_their_types() {
    let task = Task::start(forms::all(2.0));
    let shown = schema::<forms::all>()
        .inspect(&task.snapshot().unwrap())
        .unwrap();
    let tree = task.tree().to_string();
    assert_eq!(tree, shown.to_string());
    let requests: Vec<_> = task.tree().nodes()[2..]
        .iter()
        .map(|node| node.name.clone())
        .collect();
    let expected = [
        "Weigh { grams: 2.0, unit: Some('g'), parts: (1, [None, Some(())]) }",
        "Wait { secs: 2, nanos: 0 }",
        "Bell(())",
    ];
    assert_eq!(requests, expected);
}

/// Requests of which no value can be made up to look at: the next version has one more, in front of it.
macro_rules! parcels {
    ($version:ident, { $($field:tt)* }, { $($variant:tt)* }) => {
        mod $version {
            use std::collections::BTreeMap;

            use resumable::resumable;
            use resumable::task::{Request, Requests};
            use serde::{Deserialize, Serialize};

            #[derive(Debug, Default, Serialize, Deserialize, Request)]
            #[request(answer = ())]
            pub(crate) struct Parcel {
                #[serde(flatten)]
                content: Content,
                $($field)*
            }

            #[derive(Debug, Default, Serialize, Deserialize)]
            struct Content {
                count: u64,
                notes: BTreeMap<u8, String>,
            }

            #[derive(Debug, Serialize, Deserialize, Request)]
            #[request(answer = ())]
            #[allow(dead_code, reason = "in one version there is no variant of it")]
            pub(crate) struct Letter(u32);

            #[derive(Debug, Serialize, Deserialize, Requests)]
            pub(crate) enum Op {
                $($variant)*
                Parcel(Parcel),
            }

            #[resumable(request = Op, name = "post")]
            #[allow(dead_code, reason = "in one version only its definition is used")]
            pub(crate) fn post() {
                Parcel::default().await;
            }
        }
    };
}

parcels!(few, {}, {});
parcels!(many, { #[serde(default)] heavy: bool, }, { Letter(Letter), });

#[test]
fn requests_that_cannot_be_made_up_may_grow_too() {
    let saved = Task::start(few::post()).snapshot().unwrap();
    let mut task = Task::<many::post>::restore(&saved).unwrap();
    let ended = task.answer::<many::Parcel>(id(0), ()).unwrap();
    assert_eq!(ended.outcome, Some(Outcome::Complete(())));
}

#[test]
fn a_task_is_not_a_call() {
    let error = Instance::<first::shop>::restore(&saved()).unwrap_err();
    let message = error.to_string();
    assert!(
        message.contains("`Task::restore` takes its bytes"),
        "{message}"
    );

    let mut call = first::shop(1);
    let _ = call.start();
    let error = Task::<first::shop>::restore(&call.snapshot().unwrap()).unwrap_err();
    assert!(
        matches!(error, RestoreError::UnknownLocation { .. }),
        "{error}"
    );
}

#[test]
fn what_waits_is_seen_without_the_program() {
    let mut task = Task::<first::shop>::restore(&saved()).unwrap();
    let with_schema = schema::<first::shop>().inspect(&saved()).unwrap();
    assert_eq!(with_schema.to_string(), task.tree().to_string());
    assert_eq!(with_schema.to_string().lines().count(), 5);

    let without = inspect(&saved()).unwrap().to_string();
    let (first, requests) = without.split_once('\n').unwrap();
    assert!(first.starts_with("shop at point 0x"), "{first}");
    let expected = "  waits for request 1: Sleep(3)\n  waits for request 2: Charge { cents: 101 }";
    assert_eq!(requests, expected);

    task.cancel();
}
