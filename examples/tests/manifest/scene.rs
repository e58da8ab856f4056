//! A directory with a tree in it, and the program run there.

use std::{
    ffi::{OsStr, OsString},
    fs,
    os::unix::ffi::OsStrExt,
    path::{Path, PathBuf},
    process::Command,
};

use tempfile::TempDir;

use crate::{
    job::Job,
    support::{self, Done, run},
};

/// A directory to run in, with a tree in it.
pub(crate) struct Scene {
    pub(crate) directory: TempDir,
}

impl Scene {
    pub(crate) fn new() -> Self {
        let directory = tempfile::tempdir().unwrap();
        fs::create_dir(directory.path().join("tree")).unwrap();
        Scene { directory }
    }

    /// A tree with these files, whose content is their path.
    pub(crate) fn with(files: &[&str]) -> Self {
        let scene = Scene::new();
        for file in files {
            scene.write(file);
        }
        scene
    }

    pub(crate) fn path(&self, below: impl AsRef<Path>) -> PathBuf {
        self.directory.path().join(below)
    }

    pub(crate) fn write(&self, file: impl AsRef<Path>) {
        let path = self.path(file.as_ref());
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, file.as_ref().as_os_str().as_bytes()).unwrap();
    }

    /// Runs the program here.
    pub(crate) fn manifest<const N: usize>(&self, arguments: [&str; N]) -> Done {
        run(support::example("manifest", self.directory.path()).args(arguments))
    }

    /// The same job as `manifest tree`, in this process. Paths are absolute, because a test must not change where it runs.
    pub(crate) fn job(&self) -> Job {
        Job::open(&self.path("tree"), &self.path("manifest.sha256"), false).unwrap()
    }

    /// What a process leaves that is killed after so many steps.
    pub(crate) fn stopped_after(&self, steps: usize) {
        let mut job = self.job();
        for _ in 0..steps {
            job.advance().unwrap().expect("the walk has more steps");
        }
    }

    /// Goes on with [`Scene::job`] in a process of its own.
    pub(crate) fn go_on(&self) -> Done {
        let [tree, output] = ["tree", "manifest.sha256"].map(|name| self.path(name));
        run(support::example("manifest", Path::new("/"))
            .arg(tree)
            .arg("--out")
            .arg(output))
    }

    pub(crate) fn read(&self, file: &str) -> Vec<u8> {
        fs::read(self.path(file)).unwrap()
    }

    /// The names in the directory the program ran in.
    pub(crate) fn names(&self) -> Vec<OsString> {
        let mut names: Vec<_> = fs::read_dir(self.directory.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name())
            .collect();
        names.sort();
        names
    }

    /// The manifest must be, byte for byte, what `sha256sum` prints for these files, and pass its check.
    #[track_caller]
    pub(crate) fn assert_manifest_covers(&self, files: &[impl AsRef<OsStr>]) {
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
    pub(crate) fn assert_sha256sum_accepts(&self, file: &str) {
        let mut check = Command::new("sha256sum");
        let done = run(check
            .args(["--check", "--strict", "--quiet", file])
            .current_dir(self.directory.path()));
        assert_eq!(done.code, Some(0), "{done:?}");
    }
}

/// A program that did its job and had nothing to say.
#[track_caller]
pub(crate) fn assert_quiet(done: &Done) {
    assert_eq!((done.code, &*done.stdout, &*done.stderr), (Some(0), "", ""));
}

/// A program that refused, saying why in so many words.
#[track_caller]
pub(crate) fn assert_refused(done: &Done, reasons: &[&str]) {
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
pub(crate) fn files_below(scene: &Scene, directory: &str) -> Vec<PathBuf> {
    pub(crate) fn collect(directory: &Path, files: &mut Vec<PathBuf>) {
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
pub(crate) fn generated(count: usize) -> Scene {
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
