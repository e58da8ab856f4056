//! What resumables cost to build, beside the same machines written by hand and beside diapause's:
//!
//! ```sh
//! cargo run --release -p benches --bin build_times -- machines 500 3     # how many, and how many rounds
//! cargo run --release -p benches --bin build_times -- different 500 3    # the same, of which each saves other types
//! cargo run --release -p benches --bin build_times -- bodies 3           # bodies of 300 lines, and how many rounds
//! cargo run --release -p benches --bin build_times -- long 500 3         # a body with so many yields, and how many rounds
//! ```
//!
//! The crates are written to a directory under the system's temporary one, and what they depend on is built before.
//! Then each is built alone, as often as there are rounds, one way after the other in each round. What is printed is the
//! least user time of the processor, of cargo and all it starts. Linux only, since it is read from `/proc`.

mod fixtures;

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use fixtures::Fixture;
use object::{Object as _, ObjectSection as _};

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// Functions of [`fixtures::bodies`], and their parts of 25 lines.
const LONG: usize = 20;
const PARTS: usize = 12;

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments[..] {
        ["machines", count, rounds] => {
            machines(fixtures::machines, count.parse()?, rounds.parse()?)
        }
        ["different", count, rounds] => {
            machines(fixtures::different, count.parse()?, rounds.parse()?)
        }
        ["bodies", rounds] => bodies(rounds.parse()?),
        ["long", points, rounds] => long(points.parse()?, rounds.parse()?),
        _ => Err(
            "usage: build_times machines COUNT ROUNDS, different COUNT ROUNDS, bodies ROUNDS, or long POINTS ROUNDS"
                .into(),
        ),
    }
}

fn machines(fixtures: fn(usize) -> Vec<Fixture>, count: usize, rounds: usize) -> Result<()> {
    let empty = fixtures(0);
    let machines = fixtures(count);
    let workspace = Workspace::write(empty.iter().chain(&machines))?;
    println!(
        "user seconds of `cargo build`, `cargo build --release`; bytes of code of both; bytes of both programs"
    );
    let builds = [&["build"][..], &["build", "--release"]];
    for fixture in &empty {
        workspace.prepare(fixture, builds)?;
    }
    for fixtures in [&empty, &machines] {
        let times = workspace.measure(fixtures, builds, rounds)?;
        for (fixture, [debug, release]) in fixtures.iter().zip(times) {
            let size = |profile| size(&workspace.program(profile, fixture));
            let (debug_size, release_size) = (size("debug")?, size("release")?);
            println!(
                "{:16} {debug:7.2} {release:7.2} {:10} {:10} {:10} {:10}",
                fixture.name,
                debug_size.code,
                release_size.code,
                debug_size.whole,
                release_size.whole
            );
        }
    }
    workspace.remove()
}

/// How large a program is.
struct Size {
    /// Its instructions.
    code: u64,
    /// The file, with its symbols.
    whole: u64,
}

fn size(program: &Path) -> Result<Size> {
    let file = fs::read(program)?;
    let code = object::File::parse(&*file)?
        .section_by_name(".text")
        .ok_or("a program has code")?
        .size();
    Ok(Size {
        code,
        whole: file.len() as u64,
    })
}

fn bodies(rounds: usize) -> Result<()> {
    let empty = fixtures::bodies(0, PARTS);
    let bodies = fixtures::bodies(LONG, PARTS);
    let workspace = Workspace::write(empty.iter().chain(&bodies))?;
    println!("user seconds up to the expansion, of `cargo check`, `cargo build`");
    let builds = [EXPAND, &["check"], &["build"]];
    workspace.prepare(&empty[0], builds)?;
    for fixtures in [&empty, &bodies] {
        print_times(&workspace, fixtures, builds, rounds)?;
    }
    workspace.remove()
}

fn long(points: usize, rounds: usize) -> Result<()> {
    let bodies = fixtures::long(points);
    let workspace = Workspace::write(bodies.iter())?;
    println!("user seconds of `cargo check`, `cargo build`, `cargo build --release`");
    let builds = [&["check"][..], &["build"], &["build", "--release"]];
    workspace.prepare(&bodies[0], builds)?;
    print_times(&workspace, &bodies, builds, rounds)?;
    workspace.remove()
}

fn print_times<const N: usize>(
    workspace: &Workspace,
    fixtures: &[Fixture],
    commands: [&[&str]; N],
    rounds: usize,
) -> Result<()> {
    let times = workspace.measure(fixtures, commands, rounds)?;
    for (fixture, times) in fixtures.iter().zip(times) {
        let times: Vec<String> = times.iter().map(|time| format!("{time:7.2}")).collect();
        println!("{:16} {}", fixture.name, times.join(" "));
    }
    Ok(())
}

/// Stops behind the expansion of macros.
const EXPAND: &[&str] = &["rustc", "--profile", "dev", "--", "-Zno-analysis"];

/// The directory with the crates.
struct Workspace {
    root: PathBuf,
}

impl Workspace {
    fn write<'f>(fixtures: impl Iterator<Item = &'f Fixture>) -> Result<Workspace> {
        let root = std::env::temp_dir().join(format!("build-times-{}", std::process::id()));
        let repository = Path::new(env!("CARGO_MANIFEST_DIR"))
            .parent()
            .ok_or("the crate is in a workspace")?;
        let runtime = repository.join("runtime");
        let runtime = runtime.to_str().ok_or("the path is text")?;
        for fixture in fixtures {
            let package = root.join(&fixture.name);
            fs::create_dir_all(package.join("src"))?;
            fs::write(
                package.join("Cargo.toml"),
                format!(
                    "[package]\nname = \"{}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\n{}",
                    fixture.name,
                    fixture.dependencies.replace("RESUMABLE", runtime)
                ),
            )?;
            fs::write(package.join("src/main.rs"), &fixture.source)?;
        }
        fs::write(
            root.join("Cargo.toml"),
            "[workspace]\nmembers = [\"*\"]\nexclude = [\"target\"]\nresolver = \"3\"\n",
        )?;
        fs::copy(repository.join("Cargo.lock"), root.join("Cargo.lock"))?;
        fs::copy(
            repository.join("rust-toolchain.toml"),
            root.join("rust-toolchain.toml"),
        )?;
        Ok(Workspace { root })
    }

    /// Builds what the fixture depends on.
    fn prepare<const N: usize>(&self, fixture: &Fixture, commands: [&[&str]; N]) -> Result<()> {
        for command in commands {
            self.run(fixture, command)?;
        }
        Ok(())
    }

    fn remove(self) -> Result<()> {
        Ok(fs::remove_dir_all(self.root)?)
    }

    /// The least times, by fixture and command.
    fn measure<const N: usize>(
        &self,
        fixtures: &[Fixture],
        commands: [&[&str]; N],
        rounds: usize,
    ) -> Result<Vec<[f64; N]>> {
        let mut least = vec![[f64::INFINITY; N]; fixtures.len()];
        for _ in 0..rounds {
            for (fixture, least) in fixtures.iter().zip(&mut least) {
                for (command, least) in commands.iter().zip(least) {
                    let time = self.run(fixture, command)?;
                    eprintln!("{} {}: {time:.2}", fixture.name, command.join(" "));
                    *least = least.min(time);
                }
            }
        }
        Ok(least)
    }

    /// Builds the one crate anew; the user time it took.
    fn run(&self, fixture: &Fixture, command: &[&str]) -> Result<f64> {
        self.forget(fixture)?;
        let before = children_time()?;
        let (verb, rest) = command.split_first().ok_or("a command has a verb")?;
        let output = Command::new("cargo")
            .current_dir(&self.root)
            .env("CARGO_TARGET_DIR", self.target())
            .env("RUSTC_BOOTSTRAP", "1")
            .args([verb, "--quiet", "--offline", "--package", &fixture.name])
            .args(rest)
            .output()?;
        if !output.status.success() {
            return Err(String::from_utf8_lossy(&output.stderr).into_owned().into());
        }
        Ok(children_time()? - before)
    }

    /// Makes the crate newer than what was built of it, and removes what would help to build it again.
    fn forget(&self, fixture: &Fixture) -> Result<()> {
        fs::write(
            self.root.join(&fixture.name).join("src/main.rs"),
            &fixture.source,
        )?;
        for profile in ["debug", "release"] {
            let Ok(sessions) = fs::read_dir(self.target().join(profile).join("incremental")) else {
                continue;
            };
            for session in sessions {
                let session = session?;
                let crate_name = session.file_name().into_string().unwrap_or_default();
                if crate_name.starts_with(&format!("{}-", fixture.name)) {
                    fs::remove_dir_all(session.path())?;
                }
            }
        }
        Ok(())
    }

    fn target(&self) -> PathBuf {
        self.root.join("target")
    }

    fn program(&self, profile: &str, fixture: &Fixture) -> PathBuf {
        self.target().join(profile).join(&fixture.name)
    }
}

/// The user time of all processes that were started and waited for, in seconds.
fn children_time() -> Result<f64> {
    /// `USER_HZ`, which Linux fixes at 100 for what it shows to programs.
    const TICKS: f64 = 100.0;
    let stat = fs::read_to_string("/proc/self/stat")?;
    // The name in parentheses may hold spaces; `cutime` is the 16th field, the 14th behind the name.
    let (_, fields) = stat.rsplit_once(')').ok_or("the name has parentheses")?;
    let ticks = fields
        .split_whitespace()
        .nth(13)
        .ok_or("there are more fields")?;
    Ok(ticks.parse::<f64>()? / TICKS)
}
