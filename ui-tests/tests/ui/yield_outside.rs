use resumable::resumable;

fn not_marked() {
    yield_!(1);
}

fn not_marked_but_imported() {
    resumable::yield_!(1);
}

#[resumable(yield = u32)]
fn outer() {
    fn inner() {
        yield_!(2);
    }
    inner();
    yield_!(1);
}

macro_rules! give {
    ($value:expr) => {
        yield_!($value)
    };
}

#[resumable(yield = u32)]
fn in_a_macro_of_its_own() {
    give!(1);
}

fn main() {}
