/// One class per wire, between the wire's JSON and the domain.
package dev.understudy.translate;
