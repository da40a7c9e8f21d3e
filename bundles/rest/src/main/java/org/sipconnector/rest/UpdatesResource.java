/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.rest;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.sipconnector.api.update.Update;
import org.sipconnector.api.update.UpdateHistory;
import org.sipconnector.api.update.Updater;

/** What was replaced, and replacing more. */
final class UpdatesResource {

    private static final Route.QueryParameter SHA256 = new Route.QueryParameter("sha256", "The checksum that the bundle must have, in hexadecimal.");
    private static final Route.QueryParameter ACCEPT = new Route.QueryParameter("acceptDifferences",
            "true: take over although the rehearsal shows differences.");
    private static final int LONGEST = 1_000;

    private final ContainerServices services;
    private final UpdateQueue queue;
    private final UploadedBundle uploads;

    /**
     * Replacements since the kernel's start, the newest last.
     *
     * @param missing  managers whose code is absent now
     * @param managers whose code can be replaced, beside the kernel
     */
    record UpdateList(List<Update> updates, List<String> missing, List<String> managers) {}

    /**
     * Where newer code is.
     *
     * @param url    {@code file:}, {@code mvn:} or {@code https:}
     * @param sha256 the checksum it must have; absent for any
     */
    record UpdateRequest(String url, Optional<String> sha256, boolean acceptDifferences) {}

    /**
     * How it went.
     *
     * @param done whether what was asked for is so now
     */
    record UpdateReport(boolean done, String summary, List<String> details) {

        static UpdateReport of(Updater.Report report) {
            return new UpdateReport(report.done(), report.summary(), report.details());
        }
    }

    UpdatesResource(ContainerServices services, UpdateQueue queue, UploadedBundle uploads) {
        this.services = services;
        this.queue = queue;
        this.uploads = uploads;
    }

    List<Route> routes() {
        return List.of(
                Route.get("/updates", "What was replaced since the start, and what can be").giving(UpdateList.class).at(request -> list()),
                changing("/updates/{manager}", "Replaces a manager's code, or the kernel, after a rehearsal")
                        .taking(RequestBody.json(UpdateRequest.class))
                        .by(request -> fromAddress(request, false)),
                changing("/updates/{manager}/rehearsal", "Rehearses newer code with all live states, and changes nothing")
                        .taking(RequestBody.json(UpdateRequest.class)).by(request -> fromAddress(request, true)),
                changing("/updates/{manager}/bundle", "The same as an update, with the bundle itself").with(SHA256, ACCEPT)
                        .taking(uploads.body()).by(request -> uploaded(request, false)),
                changing("/updates/{manager}/bundle-rehearsal", "The same as a rehearsal, with the bundle itself").with(SHA256)
                        .taking(uploads.body()).by(request -> uploaded(request, true)),
                changing("/updates/{manager}/rollback", "Puts the former code back, with the state as it is now").by(this::rollback));
    }

    private static Route changing(String path, String text) {
        return Route.post(path, text).forRole(RestRole.ADMIN).giving(UpdateReport.class);
    }

    private UpdateList list() {
        UpdateHistory history = services.get(UpdateHistory.class);
        return new UpdateList(history.updates(), history.missing(), services.find(Updater.class).map(Updater::managers).orElse(List.of()));
    }

    private CompletionStage<RestAnswer> fromAddress(RestRequest request, boolean rehearsal) {
        UpdateRequest asked = request.body(UpdateRequest.class);
        if (asked.url().length() > LONGEST) {
            throw ProblemException.value("url", asked.url(), "an address of at most " + LONGEST + " characters");
        }
        Updater updater = services.get(Updater.class);
        String manager = request.path("manager");
        return queue.run(() -> answer(rehearsal
                ? updater.rehearse(manager, asked.url(), asked.sha256())
                : updater.update(manager, asked.url(), asked.acceptDifferences(), asked.sha256())));
    }

    private CompletionStage<RestAnswer> uploaded(RestRequest request, boolean rehearsal) {
        Updater updater = services.get(Updater.class);
        String manager = request.path("manager");
        Optional<String> sha256 = request.query(SHA256.name());
        boolean accept = request.query(ACCEPT.name()).filter("true"::equals).isPresent();
        UploadedBundle.Upload upload = uploads.receive(request);
        try {
            return queue.run(() -> answer(rehearsal
                    ? updater.rehearse(manager, upload.url(), sha256)
                    : updater.update(manager, upload.url(), accept, sha256))).whenComplete((done, failure) -> upload.delete());
        } catch (ProblemException busy) {
            upload.delete();
            throw busy;
        }
    }

    private CompletionStage<RestAnswer> rollback(RestRequest request) {
        Updater updater = services.get(Updater.class);
        return queue.run(() -> answer(updater.rollback(request.path("manager"))));
    }

    /** One that changed nothing is a refusal, with all that speaks against it. */
    private static RestAnswer answer(Updater.Report report) {
        if (report.done()) {
            return RestAnswer.of(UpdateReport.of(report));
        }
        List<ProblemDetails.KeyError> errors = report.details().stream()
                .map(line -> new ProblemDetails.KeyError("rehearsal", Optional.empty(), line)).toList();
        return RestAnswer.of(new ProblemException(ProblemKind.REFUSED.says(report.summary()).of(errors), Map.of()));
    }
}
