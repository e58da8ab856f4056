use resumable::resumable;

#[resumable(yield = u32)]
fn returns_nothing(text: String) {
    yield_!(1);
    let n: u32 = text.parse()?;
    yield_!(n);
}

#[resumable(yield = u32)]
fn other_error(text: String) -> Result<u32, String> {
    yield_!(1);
    let n: u32 = text.parse::<u32>()?;
    yield_!(n);
    Ok(n)
}

fn main() {}
