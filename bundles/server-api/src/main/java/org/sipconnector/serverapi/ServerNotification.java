/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.serverapi;

import java.util.Map;
import java.util.Optional;
import org.sipconnector.api.Secret;
import org.sipconnector.api.serverapi.Channels;
import org.sipconnector.api.serverapi.ServerApiEvent;
import org.sipconnector.kernel.json.Json;

/** Reads the JSON object of the header {@code x-vinteo-notify}; empty when it says nothing that is known. */
final class ServerNotification {

    static final String HEADER = "x-vinteo-notify";

    private final Map<String, Object> notification;

    private ServerNotification(Map<String, Object> notification) {
        this.notification = notification;
    }

    static Optional<ServerApiEvent> read(ServerHeaders headers) {
        return headers.raw(HEADER).flatMap(Json::object).flatMap(json -> new ServerNotification(json).event());
    }

    private Optional<ServerApiEvent> event() {
        return switch (text(notification, "cmd").orElse("")) {
            case "channels" -> Optional.of(new ServerApiEvent.ChannelsNotify(
                    new Channels(text(notification, "input"), text(notification, "output"))));
            case "WebcastStarted" -> inBody("conference").map(conference -> new ServerApiEvent.WebcastStarted(conference, inBody("type").orElse("")));
            case "WebcastStopped" -> inBody("conference").map(conference -> new ServerApiEvent.WebcastStopped(conference, inBody("type").orElse("")));
            case "addedToListModerators" -> text(notification, "conference").map(ServerApiEvent.AddedToListModerators::new);
            case "removedFromListModerators" ->
                    text(notification, "conference").map(ServerApiEvent.RemovedFromListModerators::new);
            case "ParticipationRequestAccepted" -> inBody("conference").map(ServerApiEvent.AcceptingWordRequest::new);
            case "ParticipationRequestRejected" -> inBody("conference").map(ServerApiEvent.CancellingWordRequest::new);
            case "ParticipantMovedToWebcast" -> inBody("conference").map(ServerApiEvent.MoveRequestToStream::new);
            case "accountChanged" -> Optional.of(new ServerApiEvent.AccountChanged());
            case "accountDeleted" -> Optional.of(new ServerApiEvent.AccountDeleted());
            case "ConferenceParticipantTokenIssued" -> token();
            default -> Optional.empty();
        };
    }

    private Optional<ServerApiEvent> token() {
        Optional<String> conference = inBody("conference");
        Optional<String> participant = inBody("participant");
        Optional<String> token = inBody("jwt");
        return conference.isPresent() && participant.isPresent() && token.isPresent()
                ? Optional.of(new ServerApiEvent.ParticipantTokenIssued(conference.get(), participant.get(), Secret.of(token.get())))
                : Optional.empty();
    }

    private Optional<String> inBody(String name) {
        return notification.get("body") instanceof Map<?, ?> body ? text(body, name) : Optional.empty();
    }

    private static Optional<String> text(Map<?, ?> object, String name) {
        return object.get(name) instanceof String text && !text.isBlank() ? Optional.of(text) : Optional.empty();
    }
}
