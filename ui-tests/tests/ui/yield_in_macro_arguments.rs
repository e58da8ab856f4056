use resumable::resumable;

macro_rules! twice {
    ($value:expr) => {
        $value + $value
    };
}

#[resumable(yield = u32, resume = u32)]
fn ask() -> u32 {
    yield_!(1)
}

#[resumable(yield = u32, resume = u32)]
fn in_a_macro_of_the_users() -> u32 {
    twice!(yield_!(1)) + twice!(ask().await)
}

#[resumable(yield = u32, resume = u32)]
fn in_a_message(left: u32, right: u32) {
    assert_eq!(left, right, "asked: {}", yield_!(1));
    debug_assert_ne!(left, right, "{}", ask().await);
}

#[resumable(yield = u32, resume = u32)]
fn in_a_guard(n: Option<u32>) -> bool {
    matches!(n, Some(m) if yield_!(m) > 0)
}

#[resumable(yield = u32, resume = u32)]
fn in_a_condition_whose_text_is_shown() {
    assert!(match yield_!(1) {
        0 => true,
        _ => false,
    });
    assert!({ yield_!(2) } == 0);
}

#[resumable(yield = u32, resume = u32)]
fn in_a_closure_in_an_argument(list: Vec<u32>) -> String {
    format!("{:?}", list.iter().map(|n| yield_!(*n)).collect::<Vec<_>>())
}

#[resumable(yield = u32, resume = u32)]
fn in_place_of_the_format_string() -> String {
    format!(yield_!(1), 2)
}

#[resumable(yield = u32, resume = u32)]
fn in_what_does_not_parse() -> Vec<u32> {
    vec![yield_!(1) 2]
}

fn main() {}
