use resumable::resumable;

macro_rules! show {
    ($text:literal) => {
        println!($text)
    };
}

#[resumable(yield = u32)]
fn in_a_string() {
    let name = 1;
    show!("{name}");
    {
        let name = 2;
        yield_!(name);
    }
    yield_!(name);
}

#[resumable(yield = u32)]
fn in_a_macro_of_its_own() -> u32 {
    let count = 1;
    macro_rules! counted {
        () => {
            count
        };
    }
    yield_!(1);
    counted!()
}

fn main() {}
