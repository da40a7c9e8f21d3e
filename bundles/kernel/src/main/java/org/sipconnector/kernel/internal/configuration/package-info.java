/*
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * How configurations of connectors come, change and go: from Configuration Admin, from files that are compared with it,
 * and from files they name. It uses settings, connectors, and threads.
 */
package org.sipconnector.kernel.internal.configuration;
