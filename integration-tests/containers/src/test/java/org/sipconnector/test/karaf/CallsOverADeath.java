/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.karaf;

import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.sipconnector.test.Await;
import org.sipconnector.test.OutsideServer;

/** What the server sees of calls whose process ends and is followed by another. */
final class CallsOverADeath {

    private static final Pattern CALL = Pattern.compile("(\\S+)=(\\w+):(true|false):(\\d+)");

    /** Pictures of a call that is no longer coming up: some seconds of them. */
    private static final int SETTLED = 60;

    private final OutsideServer server;
    private final List<String> users;
    private final List<String> withPictures;
    private Map<String, Call> before = Map.of();
    private long start;
    private final Map<String, Duration> inCall = new TreeMap<>();
    private final Map<String, Pictures> pictures = new HashMap<>();
    private int left;
    private int ghosts;

    /** What ends their process, or begins the next. */
    interface Change {

        void run() throws Exception;
    }

    /** Whether a process says that the user's call goes on. */
    interface Back {

        boolean says(String user) throws Exception;
    }

    /** Whether the process that the calls were in has ended: as long as it has not, pictures may still be its own. */
    interface Ended {

        Ended LONG_AGO = () -> true;

        boolean is();
    }

    private record Call(String user, String participant, boolean confirmed, long frames) {}

    /**
     * What has come of one user's pictures.
     *
     * @param last when the latest came, of all that have come
     * @param pause the longest time between two
     */
    private record Pictures(Call call, long last, Duration pause, boolean flowing) {

        /** @param others whether they can only be those of the next process */
        Pictures seen(Call now, long time, boolean others) {
            boolean more = now.participant.equals(call.participant) ? now.frames > call.frames : now.frames > 0;
            Duration since = Duration.ofNanos(time - last);
            return more ? new Pictures(now, time, since.compareTo(pause) > 0 ? since : pause, flowing || others) : this;
        }
    }

    CallsOverADeath(OutsideServer server, List<String> users, int pictures) {
        this.server = server;
        this.users = users;
        this.withPictures = users.subList(0, pictures);
    }

    private void awaitAllInCalls() throws Exception {
        Await.within(StandingCall.START_LIMIT, "all are in calls, with pictures where there are some", () -> {
            before = byUser(calls());
            return before.keySet().containsAll(users) && before.values().stream().allMatch(Call::confirmed)
                    && withPictures.stream().allMatch(user -> before.get(user).frames > SETTLED);
        });
    }

    /** Once all are in calls their process ends. */
    void end(Change end) throws Exception {
        awaitAllInCalls();
        long now = System.nanoTime();
        withPictures.forEach(user -> pictures.put(user, new Pictures(before.get(user), now, Duration.ZERO, false)));
        end.run();
    }

    /**
     * The next process begins.
     *
     * @param anew whether others are to take the place of the former calls
     * @param back whether that process says that the user is back
     */
    void begin(Change begin, boolean anew, Back back, Ended process) throws Exception {
        start = System.nanoTime();
        begin.run();
        awaitAllBack(anew, back, process);
    }

    private void awaitAllBack(boolean anew, Back back, Ended process) throws Exception {
        Await.within(StandingCall.START_LIMIT, "all are in calls, with pictures where there are some", () -> {
            boolean ended = process.is();
            List<Call> calls = calls();
            long now = System.nanoTime();
            for (Call call : calls) {
                Call former = before.get(call.user);
                boolean same = former != null && former.participant.equals(call.participant);
                boolean isBack = inCall.containsKey(call.user);
                pictures.computeIfPresent(call.user, (user, seen) -> seen.seen(call, now, isBack && ended));
                if (!isBack && call.confirmed && (anew ? !same : back.says(call.user))) {
                    inCall.put(call.user, Duration.ofNanos(now - start));
                }
            }
            ghosts = calls.size() - users.size();
            return inCall.keySet().containsAll(users) && pictures.values().stream().allMatch(Pictures::flowing);
        });
        Map<String, Call> after = byUser(calls());
        left = (int) before.values().stream()
                .filter(call -> !after.containsKey(call.user) || !after.get(call.user).participant.equals(call.participant)).count();
    }

    /** Calls whose participant has not left. */
    int goOn() {
        return users.size() - left;
    }

    private List<Call> calls() throws IOException {
        return CALL.matcher(server.ask("frames")).results()
                .map(found -> new Call(found.group(1), found.group(2), found.group(3).equals("true"), Long.parseLong(found.group(4)))).toList();
    }

    /** The latest of each user. */
    private static Map<String, Call> byUser(List<Call> calls) {
        Map<String, Call> latest = new HashMap<>();
        calls.forEach(call -> latest.put(call.user, call));
        return latest;
    }

    @Override
    public String toString() {
        return "%d of %d calls go on in their dialogs, %d former ones are left at the server%n  in a call: %s%n  pause of pictures: %s"
                .formatted(goOn(), users.size(), ghosts, span(inCall.values()),
                        span(pictures.values().stream().map(Pictures::pause).toList()));
    }

    private static String span(Collection<Duration> times) {
        List<Double> seconds = times.stream().map(time -> time.toMillis() / 1e3).sorted().toList();
        return seconds.isEmpty()
                ? "none"
                : "the first %.1f s, the median %.1f s, the last %.1f s (n=%d)".formatted(seconds.get(0), seconds.get(seconds.size() / 2),
                        seconds.get(seconds.size() - 1), seconds.size());
    }
}
