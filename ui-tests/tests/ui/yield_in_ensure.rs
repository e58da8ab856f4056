use resumable::resumable;

macro_rules! ensure {
    ($($tokens:tt)*) => {
        ()
    };
}

#[resumable]
fn message(n: u32) -> Result<(), String> {
    ensure!(n > 1, "{:?}", yield_!());
    Ok(())
}

fn main() {}
