//! The manifest program, run for real and stopped in every way; `sha256sum` is the judge.
//!
//! The program's modules are also compiled into this test, under the name of the program's own crate: a [`Job`] that
//! is dropped halfway leaves exactly the store of a process that was killed there.
#![cfg(target_os = "linux")] // for `sha256sum`, file names that are not text, and paths that are too long

mod support;

#[path = "../manifest/checksum.rs"]
mod checksum;
#[path = "../manifest/job.rs"]
#[allow(
    dead_code,
    reason = "some of it is for the progress bar, which is not part of this test"
)]
mod job;
#[path = "../manifest/tree.rs"]
#[allow(dead_code, reason = "as above")]
mod tree;
#[path = "../manifest/walk.rs"]
mod walk;

use std::{
    ffi::{OsStr, OsString},
    fs,
    os::unix::{ffi::OsStrExt, fs::symlink},
    path::{Path, PathBuf},
    process::Command,
};

use rusqlite::Connection;
use tempfile::TempDir;

use crate::{
    job::Job,
    support::{Done, run},
    tree::Place,
};

/// A directory to run in, with a tree in it.
struct Scene {
    directory: TempDir,
}

impl Scene {
    fn new() -> Self {
        let directory = tempfile::tempdir().unwrap();
        fs::create_dir(directory.path().join("tree")).unwrap();
        Scene { directory }
    }

    /// A tree with these files, whose content is their path.
    fn with(files: &[&str]) -> Self {
        let scene = Scene::new();
        for file in files {
            scene.write(file);
        }
        scene
    }

    fn path(&self, below: impl AsRef<Path>) -> PathBuf {
        self.directory.path().join(below)
    }

    fn write(&self, file: impl AsRef<Path>) {
        let path = self.path(file.as_ref());
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, file.as_ref().as_os_str().as_bytes()).unwrap();
    }

    /// Runs the program here.
    fn manifest<const N: usize>(&self, arguments: [&str; N]) -> Done {
        run(support::example("manifest", self.directory.path()).args(arguments))
    }

    /// The same job as `manifest tree`, in this process. Paths are absolute, because a test must not change where it runs.
    fn job(&self) -> Job {
        Job::open(&self.path("tree"), &self.path("manifest.sha256"), false).unwrap()
    }

    /// What a process leaves that is killed after so many steps.
    fn stopped_after(&self, steps: usize) {
        let mut job = self.job();
        for _ in 0..steps {
            job.advance().unwrap().expect("the walk has more steps");
        }
    }

    /// Goes on with [`Scene::job`] in a process of its own.
    fn go_on(&self) -> Done {
        let [tree, output] = ["tree", "manifest.sha256"].map(|name| self.path(name));
        run(support::example("manifest", Path::new("/"))
            .arg(tree)
            .arg("--out")
            .arg(output))
    }

    fn read(&self, file: &str) -> Vec<u8> {
        fs::read(self.path(file)).unwrap()
    }

    /// The names in the directory the program ran in.
    fn names(&self) -> Vec<OsString> {
        let mut names: Vec<_> = fs::read_dir(self.directory.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name())
            .collect();
        names.sort();
        names
    }

    /// The manifest must be, byte for byte, what `sha256sum` prints for these files, and pass its check.
    #[track_caller]
    fn assert_manifest_covers(&self, files: &[impl AsRef<OsStr>]) {
        let sums = Command::new("sha256sum")
            .arg("--")
            .args(files)
            .current_dir(self.directory.path())
            .output()
            .unwrap();
        assert!(
            sums.status.success(),
            "{}",
            String::from_utf8_lossy(&sums.stderr)
        );
        let manifest = self.read("manifest.sha256");
        assert_eq!(
            String::from_utf8_lossy(&manifest),
            String::from_utf8_lossy(&sums.stdout)
        );
        assert_eq!(manifest, sums.stdout);
        self.assert_sha256sum_accepts("manifest.sha256");
    }

    #[track_caller]
    fn assert_sha256sum_accepts(&self, file: &str) {
        let mut check = Command::new("sha256sum");
        let done = run(check
            .args(["--check", "--strict", "--quiet", file])
            .current_dir(self.directory.path()));
        assert_eq!(done.code, Some(0), "{done:?}");
    }
}

/// A program that did its job and had nothing to say.
#[track_caller]
fn assert_quiet(done: &Done) {
    assert_eq!((done.code, &*done.stdout, &*done.stderr), (Some(0), "", ""));
}

/// A program that refused, saying why in so many words.
#[track_caller]
fn assert_refused(done: &Done, reasons: &[&str]) {
    assert_eq!((done.code, &*done.stdout), (Some(2), ""), "{done:?}");
    for reason in reasons {
        assert!(
            done.stderr.contains(reason),
            "{reason:?} is not in {:?}",
            done.stderr
        );
    }
}

/// Every file below `directory`, relative to `scene`, in byte order.
fn files_below(scene: &Scene, directory: &str) -> Vec<PathBuf> {
    fn collect(directory: &Path, files: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(directory).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                collect(&path, files);
            } else {
                files.push(path);
            }
        }
    }
    let mut files = Vec::new();
    collect(&scene.path(directory), &mut files);
    let below = |path: &PathBuf| {
        path.strip_prefix(scene.directory.path())
            .unwrap()
            .to_owned()
    };
    let mut files: Vec<_> = files.iter().map(below).collect();
    files.sort_by(|a, b| a.as_os_str().cmp(b.as_os_str()));
    files
}

/// A tree of so many files of all sizes, at depths up to six.
fn generated(count: usize) -> Scene {
    let scene = Scene::new();
    let mut random = fastrand::Rng::with_seed(0x5eed);
    let mut directories = vec![PathBuf::from("tree")];
    for number in 0..count {
        if random.u8(..) < 40 {
            let parent = &directories[random.usize(..directories.len())];
            if parent.components().count() < 6 {
                let child = parent.join(format!("part {number}.d"));
                fs::create_dir(scene.path(&child)).unwrap();
                directories.push(child);
            }
        }
        let mut content = vec![0; 1 << random.u32(..18)];
        random.fill(&mut content);
        let directory = &directories[random.usize(..directories.len())];
        fs::write(
            scene.path(directory.join(format!("file {number}"))),
            content,
        )
        .unwrap();
    }
    scene
}

#[test]
fn killed_twenty_times_it_writes_what_an_uninterrupted_run_writes() {
    let scene = generated(500);
    let done = scene.manifest(["tree", "--chaos", "20"]);
    assert_eq!((done.code, &*done.stderr), (Some(0), ""));
    assert!(
        done.stdout
            .starts_with("killed 20 times; the 500 lines of manifest.sha256"),
        "{}",
        done.stdout
    );
    scene.assert_manifest_covers(&files_below(&scene, "tree"));

    assert_quiet(&scene.manifest(["tree", "--out", "uninterrupted.sha256"]));
    assert_eq!(
        scene.read("manifest.sha256"),
        scene.read("uninterrupted.sha256")
    );
    assert_eq!(
        scene.names(),
        ["manifest.sha256", "tree", "uninterrupted.sha256"]
    );
}

#[test]
fn more_kills_than_files() {
    let scene = Scene::with(&["tree/only", "tree/two"]);
    let done = scene.manifest(["tree", "--chaos", "9"]);
    assert!(
        done.stdout.starts_with("killed 9 times; the 2 lines"),
        "{done:?}"
    );
    scene.assert_manifest_covers(&["tree/only", "tree/two"]);
}

#[test]
fn stopped_after_every_step() {
    let scene = generated(60);
    loop {
        let mut job = scene.job();
        if job.advance().unwrap().is_none() {
            break; // stopped once more, before the manifest is written
        }
    }
    assert_quiet(&scene.go_on());
    let files: Vec<_> = files_below(&scene, "tree")
        .iter()
        .map(|file| scene.path(file))
        .collect();
    assert_eq!(files.len(), 60);
    scene.assert_manifest_covers(&files);
    assert_eq!(scene.names(), ["manifest.sha256", "tree"]);
}

#[test]
fn the_store_never_has_a_line_without_its_snapshot() {
    let scene = generated(20);
    let mut job = scene.job();
    for step in 1..=20 {
        job.advance().unwrap().unwrap();
        let look = Connection::open(scene.path("manifest.sha256.db")).unwrap();
        let read = |query| {
            look.query_row(query, (), |row| row.get::<_, i64>(0))
                .unwrap()
        };
        assert_eq!(
            (
                read("SELECT step FROM job"),
                read("SELECT count(*) FROM line")
            ),
            (step, step)
        );
    }
}

#[test]
fn files_that_come_and_go_while_it_is_stopped() {
    let scene = Scene::with(&["tree/b", "tree/d/f", "tree/h", "tree/j"]);
    scene.stopped_after(2);
    fs::remove_file(scene.path("tree/d/f")).unwrap();
    fs::remove_file(scene.path("tree/h")).unwrap();
    for file in ["tree/a", "tree/d/g", "tree/i"] {
        scene.write(file);
    }
    assert_quiet(&scene.go_on());
    let manifest = String::from_utf8(scene.read("manifest.sha256")).unwrap();
    let names: Vec<_> = manifest
        .lines()
        .map(|line| line.rsplit_once("/tree/").unwrap().1)
        .collect();
    // `a` was behind it already, `d/f` had been done, and nothing else is lost or doubled.
    assert_eq!(names, ["b", "d/f", "d/g", "i", "j"]);
}

#[test]
fn names_that_need_care() {
    let scene = Scene::with(&[
        "tree/-",
        "tree/-n",
        "tree/--help",
        "tree/ ",
        "tree/a  b",
        "tree/*",
        "tree/new\nline",
    ]);
    scene.write("tree/back\\slash");
    scene.write("tree/back\\slash\\n/in\n a directory's name");
    scene.write(OsStr::from_bytes(b"tree/not \xff text"));
    scene.write(OsStr::from_bytes(b"tree/not \xfe text/\xfd\n"));
    let done = scene.manifest(["tree", "--chaos", "5"]);
    assert_eq!(done.code, Some(0), "{done:?}");
    scene.assert_manifest_covers(&files_below(&scene, "tree"));
    // A name that `sha256sum` would take for standard input is not alone in its line.
    let done = run(support::example("manifest", &scene.path("tree")).args([
        ".",
        "--out",
        "../here.sha256",
    ]));
    assert_quiet(&done);
    let mut check = Command::new("sha256sum");
    assert_eq!(
        run(check
            .args(["-c", "--quiet", "../here.sha256"])
            .current_dir(scene.path("tree")))
        .code,
        Some(0)
    );
}

#[test]
fn a_carriage_return_is_escaped_as_well() {
    // As coreutils does from version 9 on; older ones do not know it, so `sha256sum` is not asked.
    assert_eq!(checksum::line("00", Path::new("a\rb")), b"\\00  a\\rb\n");
}

#[test]
fn the_order_is_that_of_the_paths_bytes() {
    let files = [
        "tree/a b",
        "tree/a!",
        "tree/a.txt",
        "tree/a/b",
        "tree/a/b.txt",
        "tree/a0",
        "tree/b",
    ];
    let scene = Scene::with(&files);
    assert_quiet(&scene.manifest(["tree"]));
    scene.assert_manifest_covers(&files_below(&scene, "tree"));
}

const USUAL: [&str; 3] = ["tree/file", "tree/sub/file", "tree/sub/target"];
const UNUSUAL: [&str; 5] = [
    "tree/.git/config",
    "tree/.hidden",
    "tree/sub/.hidden",
    "tree/sub/x/target/file",
    "tree/target/file",
];

#[test]
fn hidden_names_and_targets_are_left_out_unless_asked_for() {
    let scene = Scene::with(&USUAL);
    for file in UNUSUAL {
        scene.write(file);
    }
    assert_quiet(&scene.manifest(["tree"]));
    scene.assert_manifest_covers(&USUAL);
    assert_quiet(&scene.manifest(["tree", "--all"]));
    scene.assert_manifest_covers(&files_below(&scene, "tree"));
    // What is asked for by name is not left out.
    assert_quiet(&scene.manifest(["tree/target"]));
    scene.assert_manifest_covers(&["tree/target/file"]);
}

#[test]
fn only_files_and_directories_count() {
    let scene = Scene::with(&USUAL);
    symlink("file", scene.path("tree/link")).unwrap();
    symlink(".", scene.path("tree/loop")).unwrap();
    symlink("nowhere", scene.path("tree/dangling")).unwrap();
    assert!(
        Command::new("mkfifo")
            .arg(scene.path("tree/pipe"))
            .status()
            .unwrap()
            .success()
    );
    assert_quiet(&scene.manifest(["tree", "--all"]));
    scene.assert_manifest_covers(&USUAL);
}

#[test]
fn the_manifest_and_its_store_are_left_out() {
    let scene = Scene::with(&USUAL);
    scene.write("tree/sub/manifest.sha256"); // not the output, only of the same name
    for directory in ["tree", "./tree", "tree/", "tree/sub/.."] {
        let below = |file: &str| file.replacen("tree", directory.trim_end_matches('/'), 1);
        let files: Vec<_> = [
            "tree/file",
            "tree/sub/file",
            "tree/sub/manifest.sha256",
            "tree/sub/target",
        ]
        .map(below)
        .into();
        for _ in 0..2 {
            assert_quiet(&scene.manifest([directory, "--all", "--out", "tree/manifest.sha256"]));
            fs::copy(
                scene.path("tree/manifest.sha256"),
                scene.path("manifest.sha256"),
            )
            .unwrap();
            scene.assert_manifest_covers(&files);
        }
    }
}

#[test]
fn what_cannot_be_read_is_named_and_the_rest_done() {
    let scene = Scene::with(&["tree/a", "tree/z"]);
    // Not even root can open a path that is too long, and such a path can be made by moving half of it into the other.
    let [name, half] = ["n".repeat(100), format!("{}/", "n".repeat(100)).repeat(20)];
    scene.write(format!("half/{half}leaf"));
    scene.write(format!("half/{half}{}", "f".repeat(200)));
    scene.write(format!("half/{half}{name}/unseen"));
    fs::create_dir_all(scene.path(format!("tree/{half}"))).unwrap();
    fs::rename(
        scene.path(format!("half/{name}")),
        scene.path(format!("tree/{half}{name}")),
    )
    .unwrap();

    for arguments in [&["tree"][..], &["tree", "--chaos", "3"]] {
        let done = run(support::example("manifest", scene.directory.path()).args(arguments));
        assert_eq!(done.code, Some(1));
        let at_the_end = done.stderr.split_once("could not be read:\n").unwrap().1;
        let listed: Vec<_> = at_the_end.lines().collect();
        assert_eq!(listed.len(), 2);
        for (line, name) in listed.iter().zip(["f".repeat(200), name.clone()]) {
            assert!(line.contains(&format!("/{name}\": File name too long")));
        }
        scene.assert_manifest_covers(&["tree/a", &format!("tree/{half}{half}leaf"), "tree/z"]);
    }
}

#[test]
fn what_vanishes_before_it_is_read_is_named() {
    let scene = Scene::with(&["tree/a", "tree/b", "tree/c"]);
    let mut job = scene.job();
    job.advance().unwrap().unwrap();
    fs::remove_file(scene.path("tree/b")).unwrap();
    let report = job.advance().unwrap().unwrap();
    assert!(report.outcome.unwrap_err().contains("No such file"));
    drop(job);
    let done = scene.go_on();
    assert_eq!(done.code, Some(1));
    assert!(
        done.stderr.contains("/tree/b\": No such file"),
        "{}",
        done.stderr
    );
    assert!(
        !done.stderr.contains("cannot read"),
        "it was reported before: {}",
        done.stderr
    );
    scene.assert_manifest_covers(&["tree/a", "tree/c"].map(|file| scene.path(file)));
}

#[test]
fn a_directory_that_vanishes_while_it_is_stopped_is_named_once() {
    let scene = Scene::with(&["tree/a", "tree/sub/b", "tree/sub/c", "tree/z"]);
    scene.stopped_after(2);
    fs::remove_dir_all(scene.path("tree/sub")).unwrap();
    scene.stopped_after(1);
    let done = scene.go_on();
    assert_eq!(done.code, Some(1));
    assert_eq!(
        done.stderr.matches("/tree/sub\": No such file").count(),
        1,
        "{}",
        done.stderr
    );
}

#[test]
fn permissions_are_obeyed() {
    use std::os::unix::fs::PermissionsExt;
    let scene = Scene::with(&["tree/a", "tree/secret", "tree/z"]);
    fs::set_permissions(scene.path("tree/secret"), fs::Permissions::from_mode(0o000)).unwrap();
    if fs::read(scene.path("tree/secret")).is_ok() {
        return; // root may read everything
    }
    let done = scene.manifest(["tree"]);
    assert_eq!(done.code, Some(1));
    assert!(
        done.stderr
            .contains("cannot read \"tree/secret\": Permission denied"),
        "{}",
        done.stderr
    );
    scene.assert_manifest_covers(&["tree/a", "tree/z"]);
}

#[test]
fn a_missing_directory_is_refused_before_anything_is_written() {
    let scene = Scene::with(&["tree/a"]);
    assert_refused(
        &scene.manifest(["forest"]),
        &["cannot walk forest", "No such file"],
    );
    assert_refused(
        &scene.manifest(["tree/a"]),
        &["cannot walk tree/a: it is not a directory"],
    );
    assert_refused(
        &scene.manifest(["forest", "--chaos", "2"]),
        &["cannot walk forest"],
    );
    assert_refused(
        &scene.manifest(["tree", "--out", "no/where"]),
        &["cannot write no/where", "No such file"],
    );
    assert_refused(
        &scene.manifest(["tree", "--out", "tree"]),
        &["cannot write tree: it is a directory"],
    );
    assert_eq!(scene.names(), ["tree"]);
}

#[test]
fn a_job_is_not_mixed_with_another() {
    let scene = Scene::with(&["tree/a", "tree/b", "other/c"]);
    fs::write(scene.path("manifest.sha256"), "an older manifest").unwrap();
    scene.stopped_after(1);
    let before = (scene.read("manifest.sha256.db"), scene.names());
    let tree = scene.path("tree").display().to_string();
    for arguments in [
        ["other", "--out", "manifest.sha256"],
        [&tree, "--all", "--out=manifest.sha256"],
    ] {
        assert_refused(
            &scene.manifest(arguments),
            &["manifest.sha256.db holds an unfinished manifest of", &tree],
        );
    }
    assert_eq!((scene.read("manifest.sha256.db"), scene.names()), before);
    assert_eq!(scene.read("manifest.sha256"), b"an older manifest");
    // It can still be finished.
    assert_quiet(&scene.go_on());
    scene.assert_manifest_covers(&["tree/a", "tree/b"].map(|file| scene.path(file)));
}

#[test]
fn foreign_stores_are_refused_and_kept() {
    let scene = Scene::with(&["tree/a"]);
    let store = scene.path("manifest.sha256.db");
    let refused = |reasons: &[&str]| {
        let before = fs::read(&store).unwrap();
        assert_refused(&scene.manifest(["tree"]), reasons);
        assert_eq!(fs::read(&store).unwrap(), before);
        assert_eq!(scene.names(), ["manifest.sha256.db", "tree"]);
        fs::remove_file(&store).unwrap();
    };

    fs::write(&store, "my diary").unwrap();
    refused(&["manifest.sha256.db is not a store of `manifest`"]);

    Connection::open(&store)
        .unwrap()
        .execute_batch("CREATE TABLE job (diary TEXT)")
        .unwrap();
    refused(&["manifest.sha256.db is another program's database"]);

    scene.stopped_after(0);
    Connection::open(&store)
        .unwrap()
        .pragma_update(None, "user_version", 9)
        .unwrap();
    refused(&["manifest.sha256.db is a store of `manifest` in version 9"]);
}

#[test]
fn a_snapshot_of_another_version_is_refused_and_kept() {
    let scene = Scene::with(&["tree/a"]);
    scene.stopped_after(1);
    let edit = |query| {
        Connection::open(scene.path("manifest.sha256.db"))
            .unwrap()
            .execute(query, ())
            .unwrap()
    };
    edit("UPDATE job SET snapshot = X'00'");
    let done = scene.go_on();
    assert_refused(
        &done,
        &["manifest.sha256.db was written by another version of this program"],
    );
    assert_eq!(scene.names(), ["manifest.sha256.db", "tree"]);
}

#[test]
fn two_processes_do_not_double_a_line() {
    let scene = Scene::with(&["tree/a", "tree/b"]);
    let [mut one, mut other] = [scene.job(), scene.job()];
    one.advance().unwrap().unwrap();
    let error = other.advance().err().unwrap();
    assert!(
        error.to_string().contains("another process is at work on"),
        "{error}"
    );
    one.advance().unwrap().unwrap();
    assert!(one.finish().unwrap().is_empty());
    scene.assert_manifest_covers(&["tree/a", "tree/b"].map(|file| scene.path(file)));
}

/// The largest snapshot on the way through a tree.
fn largest_snapshot(scene: &Scene) -> usize {
    let mut walk = walk::walk(Place::top(&scene.path("tree"), None, false));
    let mut largest = 0;
    while walk.next().is_some() {
        largest = largest.max(walk.snapshot().unwrap().len());
    }
    largest
}

#[test]
fn the_state_does_not_grow_with_the_number_of_files() {
    let scene = Scene::with(&["tree/name 0000"]);
    let of_one = largest_snapshot(&scene);
    for number in 1..1000 {
        scene.write(format!("tree/name {number:04}"));
    }
    assert_eq!(largest_snapshot(&scene), of_one);
    assert!(of_one < 300, "{of_one} bytes");
}

#[test]
fn the_state_grows_with_the_depth_and_no_faster() {
    let of_depth = |depth: usize| {
        let scene = Scene::new();
        scene.write(format!("tree/{}file", "dir/".repeat(depth)));
        largest_snapshot(&scene)
    };
    let [hundred, two_hundred, four_hundred] = [100, 200, 400].map(of_depth);
    let (first, next) = (two_hundred - hundred, four_hundred - two_hundred);
    assert!(
        next.abs_diff(2 * first) < 8,
        "{first} bytes for 100 levels, {next} for 200"
    );
    // A level is its name, once in the path and once as the entry reached, and a few bytes for lengths.
    assert!(
        first <= 100 * (2 * "dir/".len() + 4),
        "{first} bytes for 100 levels"
    );
}
