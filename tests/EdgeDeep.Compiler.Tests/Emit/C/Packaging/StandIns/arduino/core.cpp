// An Arduino core for this machine: the serial port is standard output, and loop runs once.
#include "Arduino.h"

#include <stdio.h>

SerialPort Serial;
static unsigned long now;

void SerialPort::begin(unsigned long) {}
SerialPort::operator bool() { return true; }
size_t SerialPort::print(const char *text) { return (size_t)printf("%s", text); }
size_t SerialPort::print(char value) { return (size_t)printf("%c", value); }
size_t SerialPort::print(unsigned char value, int) { return (size_t)printf("%u", value); }
size_t SerialPort::print(int value, int) { return (size_t)printf("%d", value); }
size_t SerialPort::print(unsigned int value, int) { return (size_t)printf("%u", value); }
size_t SerialPort::print(long value, int) { return (size_t)printf("%ld", value); }
size_t SerialPort::print(unsigned long value, int) { return (size_t)printf("%lu", value); }
size_t SerialPort::print(double value, int digits) { return (size_t)printf("%.*f", digits, value); }
size_t SerialPort::println(const char *text) { return print(text) + print("\n"); }
size_t SerialPort::println(char value) { return print(value) + print("\n"); }
size_t SerialPort::println(unsigned char value, int base) { return print(value, base) + print("\n"); }
size_t SerialPort::println(int value, int base) { return print(value, base) + print("\n"); }
size_t SerialPort::println(unsigned int value, int base) { return print(value, base) + print("\n"); }
size_t SerialPort::println(long value, int base) { return print(value, base) + print("\n"); }
size_t SerialPort::println(unsigned long value, int base) { return print(value, base) + print("\n"); }
size_t SerialPort::println(double value, int digits) { return print(value, digits) + print("\n"); }

unsigned long millis() { return now; }
unsigned long micros() { return now * 1000; }
void delay(unsigned long milliseconds) { now += milliseconds; }

int main() {
  setup();
  loop();
  return 0;
}
