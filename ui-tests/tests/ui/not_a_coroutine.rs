use resumable::Coroutine;

fn drive(coroutine: impl Coroutine) {
    drop(coroutine);
}

fn main() {
    drive(5);
}
