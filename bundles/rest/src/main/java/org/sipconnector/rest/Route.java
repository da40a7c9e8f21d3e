/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.rest;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * One thing that can be asked for.
 *
 * @param method of HTTP
 * @param path   below the interface's own; parts in braces stand for anything
 * @param role   who may; absent for everybody
 * @param text   what it does, for readers
 * @param takes  parameters and body
 * @param gives  the record its answer is; absent for an answer without content, or one that is no JSON
 * @param doing  does it
 */
record Route(String method, PathTemplate path, Optional<RestRole> role, String text, Input takes, Optional<Class<? extends Record>> gives,
        RouteHandler doing) {

    /**
     * What it reads of a request.
     *
     * @param parameters of the query
     * @param body       absent without one
     */
    record Input(List<QueryParameter> parameters, Optional<RequestBody> body) {

        static final Input NONE = new Input(List.of(), Optional.empty());
    }

    /**
     * One parameter of a query, which may be left out.
     *
     * @param text what it means and what is allowed
     */
    record QueryParameter(String name, String text) {}

    static Route get(String path, String text) {
        return new Route("GET", PathTemplate.of(path), Optional.of(RestRole.VIEWER), text, Input.NONE, Optional.empty(), Route::nowhere);
    }

    static Route post(String path, String text) {
        return acting("POST", path, text);
    }

    static Route put(String path, String text) {
        return acting("PUT", path, text);
    }

    static Route delete(String path, String text) {
        return acting("DELETE", path, text);
    }

    private static Route acting(String method, String path, String text) {
        return new Route(method, PathTemplate.of(path), Optional.of(RestRole.MANAGER), text, Input.NONE, Optional.empty(), Route::nowhere);
    }

    private static CompletableFuture<RestAnswer> nowhere(RestRequest request) {
        throw ProblemException.of(ProblemKind.INTERNAL, "nobody does this");
    }

    Route forRole(RestRole needed) {
        return new Route(method, path, Optional.of(needed), text, takes, gives, doing);
    }

    Route forEverybody() {
        return new Route(method, path, Optional.empty(), text, takes, gives, doing);
    }

    Route taking(RequestBody body) {
        return new Route(method, path, role, text, new Input(takes.parameters(), Optional.of(body)), gives, doing);
    }

    Route with(QueryParameter... parameters) {
        return new Route(method, path, role, text, new Input(List.of(parameters), takes.body()), gives, doing);
    }

    Route giving(Class<? extends Record> type) {
        return new Route(method, path, role, text, takes, Optional.of(type), doing);
    }

    Route by(RouteHandler handler) {
        return new Route(method, path, role, text, takes, gives, handler);
    }

    /** Of what is known at once. */
    Route at(Function<RestRequest, Object> answer) {
        return by(request -> {
            Object body = answer.apply(request);
            return CompletableFuture.completedFuture(body instanceof RestAnswer whole ? whole : RestAnswer.of(body));
        });
    }

    boolean acts() {
        return !method.equals("GET");
    }
}
