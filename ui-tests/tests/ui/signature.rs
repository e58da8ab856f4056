use resumable::resumable;

#[resumable]
const fn constant() {}

#[resumable]
unsafe fn not_safe() {}

#[resumable]
extern "C" fn foreign() {}

#[resumable]
fn with_a_lifetime<'a>(text: std::borrow::Cow<'a, str>) {
    let _ = text;
}

#[resumable]
fn with_an_elided_lifetime(text: std::borrow::Cow<'_, str>) {
    let _ = text;
}

#[resumable]
fn takes_any_trait(items: impl Iterator<Item = u32>) {
    let _ = items;
}

#[resumable]
fn returns_any_trait() -> impl Iterator<Item = u32> {
    0..3
}

fn main() {}
