/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.metrics;

import io.prometheus.metrics.exporter.common.PrometheusHttpExchange;
import io.prometheus.metrics.exporter.common.PrometheusHttpRequest;
import io.prometheus.metrics.exporter.common.PrometheusHttpResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Enumeration;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/** A request as the client library knows it, which chooses format and compression by its headers. */
record ServletExchange(HttpServletRequest request,
        HttpServletResponse response) implements PrometheusHttpExchange, PrometheusHttpRequest, PrometheusHttpResponse {

    @Override
    public PrometheusHttpRequest getRequest() {
        return this;
    }

    @Override
    public PrometheusHttpResponse getResponse() {
        return this;
    }

    @Override
    public String getQueryString() {
        return request.getQueryString();
    }

    @Override
    public Enumeration<String> getHeaders(String name) {
        return request.getHeaders(name);
    }

    @Override
    public String getMethod() {
        return request.getMethod();
    }

    @Override
    public String getRequestPath() {
        return request.getRequestURI();
    }

    @Override
    public void setHeader(String name, String value) {
        response.setHeader(name, value);
    }

    /** @param length 0 when it is not known */
    @Override
    public OutputStream sendHeadersAndGetBody(int status, int length) throws IOException {
        if (length > 0) {
            response.setContentLength(length);
        }
        response.setStatus(status);
        return response.getOutputStream();
    }

    @Override
    public void handleException(IOException failure) throws IOException {
        throw failure;
    }

    @Override
    public void handleException(RuntimeException failure) {
        throw failure;
    }

    @Override
    public void close() {
        // the container ends the response
    }
}
